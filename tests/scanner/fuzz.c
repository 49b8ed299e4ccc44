/* libFuzzer target of the scanner: `make fuzz-native`.

   The first byte of an input chooses a contract, the rest is the text. libFuzzer puts an input at the end of its memory, so
   that the sanitizer sees every read behind it. Both paths, with SSE2 and without, must say the same of a text, alone and
   as the second line of a block; and all that is reported must lie in the text, in decoded text or in the program.

   SCANNER_PROGRAMS names a file of programs, each with its length before it, as support/fuzzing.py writes it. */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef ptrdiff_t Py_ssize_t;
#include "scan.h"

enum { MOST_PROGRAMS = 256 };

static struct program programs[MOST_PROGRAMS];
static size_t program_count;

static void check(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "wrong: %s\n", what);
    abort();
}

static void read_program(FILE *file, int32_t size)
{
    struct program *program = &programs[program_count++];
    uint8_t *raw = malloc((size_t)size);
    check(program_count <= MOST_PROGRAMS && fread(raw, 1, (size_t)size, file) == (size_t)size, "the file of programs");
    program->words = malloc((size_t)size + 4);
    program->integers = malloc((size_t)size + 8);
    program->bytes = malloc((size_t)size + 4);
    check(load(program, raw, size), "a program is damaged");
    free(raw);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *path = getenv("SCANNER_PROGRAMS");
    FILE *file = path == NULL ? NULL : fopen(path, "rb");
    check(file != NULL, "SCANNER_PROGRAMS is no file");
    fill_base64();
    for (int32_t size; fread(&size, sizeof size, 1, file) == 1;) read_program(file, size);
    fclose(file);
    return 0;
}

static bool is_within(const uint8_t *token, int32_t length, const uint8_t *start, const uint8_t *end)
{
    return start != NULL && token >= start && token <= end && length <= end - token;
}

static int scan_text(struct scan *scan, const struct program *program, const uint8_t *start, const uint8_t *end)
{
    memset(scan, 0, sizeof *scan);
    scan->program = program;
    size_t room = 2 * ((size_t)(end - start) / 4 * 3 + 4);
    scan->memory = scan->scratch = malloc(room);
    scan->scratch_end = scan->scratch + room;
    int outcome = document(scan, start, end);
    size_t count = scan->count;
    check(document(scan, start, end) == outcome && scan->count - scan->first == count, "a line says what a text says");
    check(outcome != UNSURE || scan->count == 0, "an unsure text has no deviations");
    for (size_t i = 0; i < scan->count; i++) {
        const struct deviation *each = &scan->found[i];
        check(each->node >= 0 && each->node < program->header.nodes, "the node of a deviation");
        check(is_within(each->token, each->length, start, end) ||
                  is_within(each->token, each->length, scan->memory, scan->memory + room) ||
                  is_within(each->token, each->length, program->bytes, program->bytes + program->header.bytes),
              "the token of a deviation");
    }
    return outcome;
}

static void release(struct scan *scan)
{
    free(scan->memory);
    free(scan->found);
}

static bool is_same(const struct scan *one, const struct scan *other)
{
    for (size_t i = 0; i < one->count; i++) {
        const struct deviation *a = &one->found[i], *b = &other->found[i];
        if (a->node != b->node || a->kind != b->kind || a->length != b->length ||
            memcmp(a->token, b->token, (size_t)a->length) != 0)
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    struct program *program = &programs[data[0] % program_count];
    struct scan wide, plain;
    program->plain = false;
    int outcome = scan_text(&wide, program, data + 1, data + size);
    program->plain = true;
    check(scan_text(&plain, program, data + 1, data + size) == outcome, "both paths give one outcome");
    check(wide.count == plain.count && is_same(&wide, &plain), "both paths give the same deviations");
    release(&wide);
    release(&plain);
    return 0;
}
