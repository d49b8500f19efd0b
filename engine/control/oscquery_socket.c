// SPDX-License-Identifier: GPL-3.0-or-later
// A WebSocket of OSCQuery: commands and packets come, changes go.
#include "base/clock.h"
#include "control/osc_message.h"
#include "control/oscquery_parts.h"

#include <string.h>

enum { AT_ONCE = 64 }; // frames, before others have their turn

void rmx_oscquery_socket_begin(struct rmx_oscquery *query,
                               struct rmx_oscquery_connection *connection)
{
    rmx_oscquery_catch_up(query); // it asks for the tree behind this, and hears of later ones
    connection->is_socket = true;
    connection->views = rmx_oscquery_views_create(&query->tree);
    query->listener_count++;
}

struct sender {
    struct rmx_oscquery *query;
    struct rmx_oscquery_connection *connection;
};

static void note_moved(void *data, const struct rmx_osc_message *message)
{
    struct sender *sender = data;
    if (message->count > 0)
        rmx_oscquery_views_move(&sender->connection->views, &sender->query->tree, message->address,
                                rmx_clock_ms());
}

static void take(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection)
{
    const struct rmx_text *whole = &connection->received;
    struct sender sender = {query, connection};
    struct rmx_oscquery_command command;
    rmx_oscquery_catch_up(query);
    if (query->lws->lws_frame_is_binary(connection->wsi)) {
        if (connection->views.listened)
            rmx_osc_read(whole->data, whole->length, note_moved, &sender);
        query->params.take(query->params.data, rmx_text_string(whole), whole->length);
    } else if (rmx_oscquery_read_command(rmx_text_string(whole), whole->length, &command)) {
        rmx_oscquery_views_command(&connection->views, &query->tree, &command);
        query->lws->lws_callback_on_writable(connection->wsi);
    }
}

static size_t most(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection)
{
    return query->lws->lws_frame_is_binary(connection->wsi) ? RMX_OSC_LARGEST
                                                            : RMX_OSCQUERY_COMMAND;
}

int rmx_oscquery_socket_read(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                             const void *bytes, size_t size)
{
    if (connection->is_doomed)
        return 0;
    if (query->lws->lws_is_first_fragment(connection->wsi))
        rmx_text_clear(&connection->received);
    if (connection->received.length + size > most(query, connection)) {
        connection->is_doomed = true; // behind the word that it closes nothing is sent
        query->lws->lws_close_reason(connection->wsi, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, NULL, 0);
        return -1;
    }
    rmx_text_add_n(&connection->received, bytes, size);
    if (query->lws->lws_is_final_fragment(connection->wsi))
        take(query, connection);
    return 0;
}

static int write_frame(struct rmx_oscquery *query, struct rmx_oscquery_connection *connection,
                       const struct rmx_oscquery_frame *frame)
{
    unsigned char bytes[LWS_PRE + RMX_OSCQUERY_FRAME];
    memcpy(bytes + LWS_PRE, frame->bytes, frame->size);
    query->sent += frame->is_binary;
    return query->lws->lws_write(connection->wsi, bytes + LWS_PRE, frame->size,
                                 frame->is_binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT);
}

// As much as the socket takes. What it does not take is not queued: it hears where values stand
// once it does.
int rmx_oscquery_socket_write(struct rmx_oscquery *query,
                              struct rmx_oscquery_connection *connection)
{
    struct rmx_oscquery_frame frame;
    if (connection->is_doomed)
        return 0;
    for (int i = 0; i < AT_ONCE && !query->lws->lws_send_pipe_choked(connection->wsi); i++) {
        rmx_oscquery_views_next(&connection->views, &query->tree, rmx_clock_ms(), &frame);
        if (!frame.size && frame.wait_ms >= 0)
            query->lws->lws_set_timer_usecs(connection->wsi, frame.wait_ms * LWS_US_PER_MS);
        if (!frame.size)
            return 0;
        if (write_frame(query, connection, &frame) < 0)
            return -1;
    }
    query->lws->lws_callback_on_writable(connection->wsi);
    return 0;
}
