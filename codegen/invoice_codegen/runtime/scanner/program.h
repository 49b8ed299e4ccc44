/* The program that a contract is compiled to, how it is read, and the checks that keep a damaged one harmless. It is
   written by lower/scan/program.py in the generator. */

#ifndef INVOICE_APIS_PROGRAM_H
#define INVOICE_APIS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    MAGIC = 0x4E414353, /* "SCAN" */
    VERSION = 2,
    MAX_MEMBERS = 256, /* documented members of one object: bits of `seen` */
};

enum { UNSURE, SUCCESS, FAILURE };
enum kind { TYPE, VALUE, MEMBER, MISSING, ROUNDED };

/* JSON types, as bits of masks. A number with an exponent is a FRACTION even if it is integral; 1.0 is an INTEGER. */
enum { NULL_ = 1, TRUE_ = 2, FALSE_ = 4, INTEGER = 8, FRACTION = 16, STRING = 32, ARRAY = 64, OBJECT = 128 };

/* A program is a header and sections, of little-endian words of 32 bits. All members are int32_t, so that a section is
   an array of its struct. */

struct header {
    int32_t magic, version;
    int32_t success, failure; /* root nodes; `failure` is -1 where the contract has no envelope */
    int32_t nodes, members, hashes, integers, cases, outcomes, texts, bytes; /* lengths of the sections */
};

enum {
    ENCODED = 1,    /* a string is base64 of the JSON text of the value */
    IDENTIFIER = 2, /* of digits, which programs with doubles round */
    STRICT = 4,     /* a value outside of its limits is an error */
    NEEDS_SOME = 8, /* an object has at least one member that is SOME */
};
enum { ALLOWED, DEVIATES, REFUSED };

struct node {
    int32_t clean;       /* types to accept, if the limits below hold */
    int32_t type, value; /* types that are deviations: of the type, or of the value whatever it is */
    int32_t flags;
    int32_t min_length, max_length; /* code points */
    int32_t minimum, maximum;       /* index of an integer, or -1 */
    int32_t codes, code_count;      /* integers, one of which it must be */
    int32_t text;                   /* automaton that strings run through, or -1 */
    int32_t items, min_items, max_items;
    int32_t members, member_count, required_count;
    int32_t hash, hash_size;               /* of names: index of a member, counted from `members`, or -1 */
    int32_t unknown;                       /* what a member that is not documented is */
    int32_t cases, case_count, case_other; /* steps of `state`, which tells the outcome: see outcome() */
};

/* So far apart that each flag of MAX_MEMBERS members can be counted in one sum. */
enum { REQUIRED = 1, SOME = 1 << 10, EXTRA = 1 << 20, NEEDED = 1 << 30 };

struct member {
    int32_t name, length; /* in the section of bytes */
    int32_t node;
    int32_t flags; /* REQUIRED by a schema, NEEDED by the compatible one; EXTRA: the documented one does not know it */
};

struct case_ {
    int32_t type;         /* the value has this type, and if it is a string or an integer, it equals */
    int32_t name, length; /* these bytes, or the integer with the index `name` */
    int32_t step;
};

enum verdict { OK, BROKEN, MAYBE };

struct text {
    int32_t classes; /* place in the section of bytes: the class of each byte */
    int32_t next;    /* the next state, by state and class: a row for each state, of 1 << class_bits classes */
    int32_t verdict; /* by state */
    int32_t state_count, class_bits;
};

struct program {
    struct header header;
    const struct node *nodes;
    const struct member *members;
    const int32_t *hashes;
    const struct case_ *cases;
    const int32_t *outcomes; /* by state */
    const struct text *texts;
    int64_t *integers;
    uint8_t *bytes;
    int32_t *words; /* the memory of the sections */
    bool plain;     /* take the path for processors without SSE2 */
    bool decodes;   /* has nodes that are ENCODED */
};

/* Whether `count` things from `first` on are among `length` ones. */
static bool has(int32_t length, int32_t first, int64_t count)
{
    return first >= 0 && count >= 0 && first + count <= length;
}

static bool is_index(int32_t length, int32_t index) { return index >= 0 && index < length; }

static bool node_is_sound(const struct program *program, const struct node *node)
{
    const struct header *header = &program->header;
    if (!has(header->members, node->members, node->member_count) || node->member_count > MAX_MEMBERS) return false;
    if (!has(header->hashes, node->hash, node->hash_size)) return false;
    if (node->hash_size == 0 ? node->member_count > 0 : (node->hash_size & (node->hash_size - 1)) != 0) return false;
    for (int32_t i = 0; i < node->hash_size; i++)
        if (program->hashes[node->hash + i] >= node->member_count) return false;
    if (!has(header->integers, node->codes, node->code_count) || !has(header->cases, node->cases, node->case_count))
        return false;
    if (node->minimum >= header->integers || node->maximum >= header->integers) return false;
    if (node->text >= header->texts || !is_index(header->nodes, node->items)) return false;
    return node->case_other >= 0;
}

static bool text_is_sound(const struct program *program, const struct text *text)
{
    int32_t length = program->header.bytes;
    if (text->state_count < 1 || text->state_count > 256 || text->class_bits < 0 || text->class_bits > 8) return false;
    int64_t states = text->state_count, classes = (int64_t)1 << text->class_bits;
    if (!has(length, text->classes, 256) || !has(length, text->next, states * classes) ||
        !has(length, text->verdict, states))
        return false;
    for (int i = 0; i < 256; i++)
        if (program->bytes[text->classes + i] >= classes) return false;
    for (int64_t i = 0; i < states * classes; i++)
        if (program->bytes[text->next + i] >= states) return false;
    for (int64_t i = 0; i < states; i++)
        if (program->bytes[text->verdict + i] > MAYBE) return false;
    return true;
}

static bool case_is_sound(const struct program *program, const struct case_ *each)
{
    if (each->step < 0) return false;
    if (each->type == STRING) return has(program->header.bytes, each->name, each->length);
    return each->type != INTEGER || is_index(program->header.integers, each->name);
}

/* Whether every index is within its section, so that a damaged program does no harm: at most its verdicts are wrong. */
static bool is_sound(const struct program *program)
{
    const struct header *header = &program->header;
    if (!is_index(header->nodes, header->success) || header->failure >= header->nodes || header->outcomes < 1)
        return false;
    for (int32_t i = 0; i < header->nodes; i++)
        if (!node_is_sound(program, &program->nodes[i])) return false;
    for (int32_t i = 0; i < header->members; i++) {
        const struct member *member = &program->members[i];
        if (!has(header->bytes, member->name, member->length) || !is_index(header->nodes, member->node)) return false;
    }
    for (int32_t i = 0; i < header->texts; i++)
        if (!text_is_sound(program, &program->texts[i])) return false;
    for (int32_t i = 0; i < header->cases; i++)
        if (!case_is_sound(program, &program->cases[i])) return false;
    return true;
}

static int32_t read_word(const uint8_t *p)
{
    return (int32_t)((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

static int32_t section_words(const struct header *header, int section)
{
    const int64_t words[] = {
        (int64_t)header->nodes * (int64_t)(sizeof(struct node) / 4),
        (int64_t)header->members * (int64_t)(sizeof(struct member) / 4),
        header->hashes,
        (int64_t)header->cases * (int64_t)(sizeof(struct case_) / 4),
        header->outcomes,
        (int64_t)header->texts * (int64_t)(sizeof(struct text) / 4),
        (int64_t)header->integers * 2,
        ((int64_t)header->bytes + 3) / 4,
    };
    return words[section] >= 0 && words[section] <= INT32_MAX / 16 ? (int32_t)words[section] : -1;
}

enum { SECTIONS = 8, HEADER_WORDS = sizeof(struct header) / 4 };

/* The sections of a program, as the words of this machine. False: it is damaged. The memory is the caller's. */
static bool load(struct program *program, const uint8_t *raw, Py_ssize_t size)
{
    int32_t *starts[SECTIONS + 1];
    if (size % 4 != 0 || size / 4 < HEADER_WORDS) return false;
    for (Py_ssize_t i = 0; i < size / 4; i++) program->words[i] = read_word(raw + 4 * i);
    memcpy(&program->header, program->words, sizeof program->header);
    if (program->header.magic != MAGIC || program->header.version != VERSION) return false;
    starts[0] = program->words + HEADER_WORDS;
    for (int section = 0; section < SECTIONS; section++) {
        int32_t words = section_words(&program->header, section);
        if (words < 0 || words > program->words + size / 4 - starts[section]) return false;
        starts[section + 1] = starts[section] + words;
    }
    if (starts[SECTIONS] != program->words + size / 4) return false;
    program->nodes = (const struct node *)starts[0];
    program->members = (const struct member *)starts[1];
    program->hashes = starts[2];
    program->cases = (const struct case_ *)starts[3];
    program->outcomes = starts[4];
    program->texts = (const struct text *)starts[5];
    for (int32_t i = 0; i < program->header.integers; i++) {
        uint64_t low = (uint32_t)starts[6][2 * i], high = (uint32_t)starts[6][2 * i + 1];
        program->integers[i] = (int64_t)(high << 32 | low);
    }
    memcpy(program->bytes, raw + 4 * (starts[7] - program->words), (size_t)program->header.bytes);
    for (int32_t i = 0; i < program->header.nodes; i++) program->decodes |= (program->nodes[i].flags & ENCODED) != 0;
    return is_sound(program);
}

#endif
