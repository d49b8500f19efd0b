// SPDX-License-Identifier: GPL-3.0-or-later
// What OSCQuery answers to requests over HTTP.
#include "base/clock.h"
#include "control/oscquery_parts.h"

#include <string.h>

enum { HEADER = 300, PART = 16384 };

// A header's text; "" where there is none, or it is longer than any that means something here.
static void copy_header(struct rmx_oscquery *query, struct lws *wsi, enum lws_token_indexes token,
                        char text[HEADER])
{
    if (query->lws->lws_hdr_copy(wsi, text, HEADER, token) < 0)
        text[0] = '\0';
}

static bool is_welcome(struct rmx_oscquery *query, struct lws *wsi)
{
    char host[HEADER], origin[HEADER];
    copy_header(query, wsi, WSI_TOKEN_HOST, host);
    copy_header(query, wsi, WSI_TOKEN_ORIGIN, origin);
    bool has_origin = query->lws->lws_hdr_total_length(wsi, WSI_TOKEN_ORIGIN) > 0;
    return rmx_oscquery_is_own_host(host, query->machine) &&
           (!has_origin || (*origin && rmx_oscquery_is_own_origin(origin, host)));
}

// The attribute that is asked for; false: there is more than one, or a long one.
static bool copy_query(struct rmx_oscquery *query, struct lws *wsi, char text[HEADER])
{
    text[0] = '\0';
    if (!query->lws->lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_URI_ARGS))
        return true;
    char more[HEADER];
    return query->lws->lws_hdr_copy_fragment(wsi, text, HEADER, WSI_TOKEN_HTTP_URI_ARGS, 0) >= 0 &&
           query->lws->lws_hdr_copy_fragment(wsi, more, HEADER, WSI_TOKEN_HTTP_URI_ARGS, 1) < 0;
}

static int answer(struct rmx_oscquery *query, struct lws *wsi, const char *path,
                  struct rmx_text *body)
{
    char text[HEADER];
    bool is_get = query->lws->lws_hdr_total_length(wsi, WSI_TOKEN_GET_URI) > 0;
    bool is_head = query->lws->lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0;
    if (!is_welcome(query, wsi)) {
        query->refused++;
        return HTTP_STATUS_FORBIDDEN;
    }
    if (!is_get && !is_head)
        return HTTP_STATUS_METHOD_NOT_ALLOWED;
    if (!copy_query(query, wsi, text))
        return HTTP_STATUS_BAD_REQUEST;
    rmx_oscquery_catch_up(query);
    query->answers++;
    return rmx_oscquery_answer(&query->tree, &query->host, path, text, body);
}

static const char *phrase(int status)
{
    switch (status) {
    case HTTP_STATUS_FORBIDDEN: return "this is asked for by a page or a name of another host\n";
    case HTTP_STATUS_METHOD_NOT_ALLOWED: return "only GET and HEAD are answered\n";
    case HTTP_STATUS_BAD_REQUEST: return "there is no such attribute\n";
    case HTTP_STATUS_NOT_FOUND: return "there is no such address\n";
    default: return "";
    }
}

static int write_head(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                      int status)
{
    unsigned char bytes[LWS_PRE + 1024], *start = bytes + LWS_PRE, *at = start;
    unsigned char *end = bytes + sizeof(bytes) - 1;
    lws_filepos_t length = connection->body.length;
    if (query->lws->lws_add_http_common_headers(
            connection->wsi, (unsigned)status,
            status == HTTP_STATUS_OK ? "application/json" : "text/plain",
            status == HTTP_STATUS_NO_CONTENT ? LWS_ILLEGAL_HTTP_CONTENT_LEN : length, &at, end))
        return -1;
    return query->lws->lws_finalize_write_http_header(connection->wsi, start, &at, end) ? -1 : 0;
}

static int end(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection)
{
    rmx_text_finish(&connection->body);
    return query->lws->lws_http_transaction_completed(connection->wsi) ? -1 : 0;
}

int rmx_oscquery_http(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                      const char *path)
{
    struct lws *wsi = connection->wsi;
    rmx_text_finish(&connection->body);
    connection->sent = 0;
    connection->until_ms = rmx_clock_ms() + query->params.request_s * 1000;
    int status = answer(query, wsi, path, &connection->body);
    if (status != HTTP_STATUS_OK)
        rmx_text_add(&connection->body, phrase(status));
    if (write_head(query, connection, status) < 0)
        return -1;
    bool is_head = query->lws->lws_hdr_total_length(wsi, WSI_TOKEN_HEAD_URI) > 0;
    if (is_head || !connection->body.length)
        return end(query, connection);
    query->lws->lws_callback_on_writable(wsi);
    return 0;
}

// A part at a time, so that one who reads slowly makes no one wait.
int rmx_oscquery_http_write(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection)
{
    unsigned char bytes[LWS_PRE + PART];
    size_t left = connection->body.length - connection->sent;
    size_t size = left < PART ? left : PART;
    if (!size)
        return 0;
    memcpy(bytes + LWS_PRE, connection->body.data + connection->sent, size);
    if (query->lws->lws_write(connection->wsi, bytes + LWS_PRE, size,
                              size == left ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0)
        return -1;
    connection->sent += size;
    if (size == left)
        return end(query, connection);
    query->lws->lws_callback_on_writable(connection->wsi);
    return 0;
}

int rmx_oscquery_upgrade(struct rmx_oscquery *query, struct lws *wsi, const char *protocol)
{
    bool is_socket = protocol && strcmp(protocol, "websocket") == 0;
    if (is_socket && is_welcome(query, wsi) && query->listener_count < RMX_OSCQUERY_LISTENERS)
        return 0;
    query->refused++;
    query->lws->lws_return_http_status(wsi, HTTP_STATUS_FORBIDDEN, NULL);
    return 1;
}
