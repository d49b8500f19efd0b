// SPDX-License-Identifier: GPL-3.0-or-later
// The ring between a device's thread and the one that listens: what comes out is what went in, in
// its order and whole, however fast either side is; who is late loses the oldest alone.
#include "control/ring.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

// Moment n has halves that belong together and to no other near it.
static void make(int16_t *moments, long long first, long long count)
{
    for (long long i = 0; i < count; i++) {
        moments[2 * i] = (int16_t)((first + i) & 0x7fff);
        moments[2 * i + 1] = (int16_t)(((first + i) >> 15) & 0x7fff);
    }
}

static bool is_moment(const int16_t *moment, long long n)
{
    int16_t wanted[2];
    make(wanted, n, 1);
    return moment[0] == wanted[0] && moment[1] == wanted[1];
}

static int16_t space[2 * 3 * RMX_RING_MOMENTS];

static void put(struct rmx_ring *ring, long long count)
{
    make(space, rmx_ring_written(ring), count);
    rmx_ring_write(ring, space, count);
}

static void test_order(void **state)
{
    (void)state;
    // What was written at once, what stood before; what is read then, and from where on.
    static const struct {
        const char *law;
        long long before, written, next;
        int most, count;
        long long first;
    } laws[] = {
        {"nothing is there", 0, 0, 0, 100, 0, 0},
        {"all of it", 0, 480, 0, 1000, 480, 0},
        {"no more than fits", 0, 480, 0, 100, 100, 0},
        {"from its own place on", 0, 480, 400, 1000, 80, 400},
        {"over the ring's end", RMX_RING_MOMENTS - 3, 10, RMX_RING_MOMENTS - 5, 100, 12,
         RMX_RING_MOMENTS - 5},
        {"who is late loses the oldest", RMX_RING_MOMENTS, 10, 0, 100, 100, 10},
        {"a block larger than the ring", 0, 2 * RMX_RING_MOMENTS + 7, 0, 100, 100,
         RMX_RING_MOMENTS + 7},
    };
    for (size_t i = 0; i < sizeof(laws) / sizeof(*laws); i++) {
        struct rmx_ring *ring = rmx_ring_create();
        int16_t moments[2 * 1000];
        long long next = laws[i].next;
        put(ring, laws[i].before);
        put(ring, laws[i].written);
        int count = rmx_ring_read(ring, &next, moments, laws[i].most);
        if (count != laws[i].count || (count && next - count != laws[i].first))
            fail_msg("%s: %d from %lld on", laws[i].law, count, next - count);
        for (int k = 0; k < count; k++)
            if (!is_moment(moments + 2 * k, next - count + k))
                fail_msg("%s: moment %d is another", laws[i].law, k);
        rmx_ring_destroy(ring);
    }
}

// One writes blocks of all sizes as fast as it can; two read, one of them late again and again.
enum { BLOCKS = 40000 };

struct reading {
    struct rmx_ring *ring;
    atomic_bool *is_over;
    int pause; // turns of nothing
    long long read, torn, back;
};

static void *write_all(void *data)
{
    struct reading *reading = data;
    int16_t *moments = malloc(2 * 4096 * sizeof(*moments));
    for (int block = 0; block < BLOCKS; block++) {
        long long count = 1 + block * 37 % 4096;
        make(moments, rmx_ring_written(reading->ring), count);
        rmx_ring_write(reading->ring, moments, count);
    }
    atomic_store(reading->is_over, true);
    free(moments);
    return NULL;
}

static void *read_all(void *data)
{
    struct reading *reading = data;
    int16_t moments[2 * 700];
    long long next = 0;
    for (;;) {
        bool is_over = atomic_load(reading->is_over);
        long long before = next;
        int count = rmx_ring_read(reading->ring, &next, moments, 700);
        reading->back += next - count < before;
        for (int k = 0; k < count; k++)
            reading->torn += !is_moment(moments + 2 * k, next - count + k);
        reading->read += count;
        if (is_over && !count)
            return NULL;
        for (volatile int i = 0; i < reading->pause; i++)
            continue;
    }
}

static void test_threads(void **state)
{
    (void)state;
    struct rmx_ring *ring = rmx_ring_create();
    atomic_bool is_over = false;
    struct reading fast = {ring, &is_over, 0, 0, 0, 0}, late = {ring, &is_over, 200000, 0, 0, 0};
    pthread_t threads[3];
    assert_int_equal(pthread_create(&threads[0], NULL, read_all, &fast), 0);
    assert_int_equal(pthread_create(&threads[1], NULL, read_all, &late), 0);
    assert_int_equal(pthread_create(&threads[2], NULL, write_all, &fast), 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert_true(fast.torn == 0 && late.torn == 0);
    assert_true(fast.back == 0 && late.back == 0);
    assert_true(late.read > 0 && fast.read >= late.read);
    assert_true(late.read < rmx_ring_written(ring)); // else nobody was late
    rmx_ring_destroy(ring);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
