/* The scanner: judges JSON text by a program, in one pass, without making a value of it.

   One-sided: a text that it calls clean or accepted is so for the full validation too, which is written in Python. All
   else is "unsure", and the caller runs the full validation. So a rule that is hard to hold exactly is left out here.

   Every function that reads text takes the place `p` and the `end` of the text, never reads at or behind `end`, and
   returns the place behind what it read, or NULL for "unsure". Depth is bounded, and a scan of a clean text allocates nothing. */

#ifndef INVOICE_APIS_SCAN_H
#define INVOICE_APIS_SCAN_H

#include "program.h"
#include <stdlib.h>
#if defined(__SSE2__) || defined(_M_X64)
#define HAS_SSE2 1
#include <emmintrin.h>
#ifdef _MSC_VER
#include <intrin.h>
#endif
#endif

enum {
    MAX_TEXT = 64 * 1024 * 1024, /* as jsontext.MAX_BYTES */
    MAX_DEPTH = 100,             /* half of jsontext.MAX_DEPTH */
    MAX_DEVIATIONS = 1000,       /* in one document */
    MAX_TOKEN = 100,             /* bytes of the token of a deviation */
    MAX_NUMBER = 200,            /* bytes; with an exponent of two digits surely within a double */
    MAX_EXPONENT = 2,            /* digits */
    MAX_FITTING = 18,            /* digits that surely fit into 64 bits; limits and codes have no more */
    EXACT_DIGITS = 15,           /* every integer of so many digits is a double */
    SHORTEST_DIGITS = 17,        /* most digits of the shortest form of a double */
    MAX_UNKNOWN = 32,            /* members of one object that are not documented: they are compared pairwise */
};

struct deviation {
    const uint8_t *token; /* in the text, in `scratch`, or in the program */
    int32_t length, node, kind;
};

struct scan {
    const struct program *program;
    uint8_t *scratch, *scratch_end; /* room for decoded text */
    uint8_t *memory;                /* all of it */
    struct deviation *found;        /* of all documents of a block */
    size_t count, capacity;
    size_t first;   /* the first one of this document */
    uint32_t state; /* for the outcome */
    bool out_of_memory;
};

/* ---- Tokens ---- */

static inline uint64_t word(const uint8_t *p)
{
    uint64_t found;
    memcpy(&found, p, sizeof found);
    return found;
}

static inline uint32_t half_word(const uint8_t *p)
{
    uint32_t found;
    memcpy(&found, p, sizeof found);
    return found;
}

/* memcmp() == 0 without a call, because most names are short: by words, of which the last may overlap. */
static inline bool same(const uint8_t *one, const uint8_t *other, ptrdiff_t length)
{
    if (length < 4) {
        while (length > 0 && one[length - 1] == other[length - 1]) length--;
        return length == 0;
    }
    if (length < 8) {
        ptrdiff_t last = length - 4;
        return half_word(one) == half_word(other) && half_word(one + last) == half_word(other + last);
    }
    for (ptrdiff_t i = 0; i < length - 8; i += 8)
        if (word(one + i) != word(other + i)) return false;
    return word(one + length - 8) == word(other + length - 8);
}

static bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

static bool continues(uint8_t c) { return (c & 0xC0) == 0x80; }

/* One character of two to four bytes, by the table of well-formed UTF-8 (Unicode 3.9, table 3-7). */
static const uint8_t *multibyte(const uint8_t *p, const uint8_t *end)
{
    uint8_t c = p[0];
    ptrdiff_t room = end - p;
    if (c >= 0xC2 && c <= 0xDF) return room >= 2 && continues(p[1]) ? p + 2 : NULL;
    if (c >= 0xE0 && c <= 0xEF) {
        if (room < 3 || !continues(p[1]) || !continues(p[2])) return NULL;
        if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F)) return NULL; /* overlong; surrogates */
        return p + 3;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        if (room < 4 || !continues(p[1]) || !continues(p[2]) || !continues(p[3])) return NULL;
        if ((c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F)) return NULL; /* overlong; beyond U+10FFFF */
        return p + 4;
    }
    return NULL;
}

/* The code unit of a \u escape, or -1. */
static int32_t code_unit(const uint8_t *p, const uint8_t *end)
{
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        uint8_t c = p[i], lower = c | 0x20;
        if (!is_digit(c) && !(lower >= 'a' && lower <= 'f')) return -1;
        unit = unit * 16 + (is_digit(c) ? c - '0' : lower - 'a' + 10);
    }
    return unit;
}

/* One escape: one character, which may be a pair of surrogates. */
static const uint8_t *escape(const uint8_t *p, const uint8_t *end)
{
    if (end - p < 2) return NULL;
    if (p[1] != 'u') return p[1] != 0 && strchr("\"\\/bfnrt", p[1]) != NULL ? p + 2 : NULL;
    int32_t unit = code_unit(p, end);
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return NULL;
    if (unit < 0xD800 || unit > 0xDBFF) return p + 6;
    int32_t low = code_unit(p + 6, end);
    return low >= 0xDC00 && low <= 0xDFFF ? p + 12 : NULL;
}

/* Characters that are one byte each and end nothing. */
static const uint8_t *plain_characters(const uint8_t *p, const uint8_t *end)
{
    while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\') p++;
    return p;
}

#ifdef HAS_SSE2
static int first_bit(unsigned int mask)
{
#ifdef _MSC_VER
    unsigned long index;
    _BitScanForward(&index, mask);
    return (int)index;
#else
    return __builtin_ctz(mask);
#endif
}

/* Which of 16 bytes are a quote, a backslash, or no plain character. Signed bytes from 0x80 on are below 0x20. */
static inline unsigned int special_characters(const uint8_t *p)
{
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"')), backslash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    __m128i other = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    return (unsigned int)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), other));
}

static const uint8_t *wide_characters(const uint8_t *p, const uint8_t *end)
{
    for (; end - p >= 16; p += 16) {
        unsigned int special = special_characters(p);
        if (special != 0) return p + first_bit(special);
    }
    return plain_characters(p, end);
}
#endif

#ifdef HAS_SSE2
/* Which of 16 bytes are no white space. */
static inline unsigned int no_white_space(const uint8_t *p)
{
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i blank = _mm_cmpeq_epi8(block, _mm_set1_epi8(' ')), tab = _mm_cmpeq_epi8(block, _mm_set1_epi8('\t'));
    __m128i feed = _mm_cmpeq_epi8(block, _mm_set1_epi8('\n')), back = _mm_cmpeq_epi8(block, _mm_set1_epi8('\r'));
    return 0xFFFF ^ (unsigned int)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(blank, tab), _mm_or_si128(feed, back)));
}
#endif

static const uint8_t *long_white_space(bool plain, const uint8_t *p, const uint8_t *end)
{
#ifdef HAS_SSE2
    for (; !plain && end - p >= 16; p += 16) {
        unsigned int other = no_white_space(p);
        if (other != 0) return p + first_bit(other);
    }
#else
    (void)plain;
#endif
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
    return p;
}

/* Mostly there is none, or one character. */
static inline const uint8_t *white_space(const struct scan *scan, const uint8_t *p, const uint8_t *end)
{
    if (p == end || *p > ' ') return p;
    if (*p == ' ' && end - p > 1 && p[1] > ' ') return p + 1;
    return long_white_space(scan->program->plain, p, end);
}

struct string {
    ptrdiff_t length; /* code points */
    bool escaped;
};

static const uint8_t *any_string(bool plain, const uint8_t *p, const uint8_t *end, struct string *string)
{
    string->length = 0;
    string->escaped = false;
    for (;;) {
        const uint8_t *start = p;
#ifdef HAS_SSE2
        p = plain ? plain_characters(p, end) : wide_characters(p, end);
#else
        (void)plain;
        p = plain_characters(p, end);
#endif
        string->length += p - start;
        if (p == end || *p < 0x20) return NULL;
        if (*p == '"') return p + 1;
        if (*p == '\\') {
            string->escaped = true;
            string->length++;
            p = escape(p, end);
            if (p == NULL) return NULL;
        }
        for (; p < end && *p >= 0x80; string->length++) {
            p = multibyte(p, end);
            if (p == NULL) return NULL;
        }
    }
}

/* A string from behind its opening quote to behind its closing one. Most are short and plain. */
static inline const uint8_t *string(bool plain, const uint8_t *p, const uint8_t *end, struct string *string)
{
#ifdef HAS_SSE2
    unsigned int special = plain || end - p < 16 ? 0 : special_characters(p);
    if (special != 0 && p[first_bit(special)] == '"') {
        string->length = first_bit(special);
        string->escaped = false;
        return p + first_bit(special) + 1;
    }
#endif
    return any_string(plain, p, end, string);
}

static const int64_t BEYOND = 1000000000000000000;

struct number {
    int64_t value;    /* of its integral part; a longer one than MAX_FITTING is BEYOND every limit and code */
    bool is_fraction; /* it is no integer, or not surely one */
    bool has_point, has_exponent;
};

static const uint8_t *digits(const uint8_t *p, const uint8_t *end)
{
    while (p < end && is_digit(*p)) p++;
    return p;
}

/* The zeros at the end of a token. */
static ptrdiff_t zeros(const uint8_t *p, const uint8_t *stop)
{
    const uint8_t *last = stop;
    while (last > p && last[-1] == '0') last--;
    return stop - last;
}

static const uint8_t *number(const uint8_t *p, const uint8_t *end, struct number *number)
{
    const uint8_t *start = p, *first = p + (*p == '-');
    uint64_t value = 0;
    for (p = first; p < end && is_digit(*p); p++) value = value * 10 + (uint8_t)(*p - '0');
    if (p == first || (*first == '0' && p - first > 1)) return NULL;
    number->value = p - first <= MAX_FITTING ? (int64_t)value : BEYOND;
    if (first > start) number->value = -number->value;
    number->is_fraction = number->has_point = number->has_exponent = false;
    if (p < end && *p == '.') {
        bool is_exact = p - first <= EXACT_DIGITS;
        first = p + 1;
        p = digits(first, end);
        if (p == first) return NULL;
        number->has_point = true;
        number->is_fraction = !(is_exact && zeros(first, p) == p - first); /* 1.0 is an integer */
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        first = p + 1;
        if (first < end && (*first == '+' || *first == '-')) first++;
        p = digits(first, end);
        if (p == first || p - first > MAX_EXPONENT) return NULL;
        number->is_fraction = number->has_exponent = true;
    }
    return p - start <= MAX_NUMBER ? p : NULL;
}

/* ---- Judging ---- */

static bool deviate(struct scan *scan, const struct node *node, enum kind kind, const uint8_t *token,
                    const uint8_t *stop)
{
    if (scan->count - scan->first == MAX_DEVIATIONS || stop - token > MAX_TOKEN) return false;
    if (scan->count == scan->capacity) {
        size_t capacity = scan->capacity == 0 ? 16 : scan->capacity * 2;
        struct deviation *found = realloc(scan->found, capacity * sizeof *found);
        if (found == NULL) {
            scan->out_of_memory = true;
            return false;
        }
        scan->found = found;
        scan->capacity = capacity;
    }
    struct deviation *found = &scan->found[scan->count++];
    found->token = token;
    found->length = (int32_t)(stop - token);
    found->node = (int32_t)(node - scan->program->nodes);
    found->kind = kind;
    return true;
}

/* A scalar of a type that is not clean. */
static bool other_type(struct scan *scan, const struct node *node, int type, const uint8_t *token, const uint8_t *stop)
{
    if (node->type & type) return deviate(scan, node, TYPE, token, stop);
    return (node->value & type) && deviate(scan, node, VALUE, token, stop);
}

/* A scalar outside of its limits. */
static bool broken(struct scan *scan, const struct node *node, const uint8_t *token, const uint8_t *stop)
{
    return !(node->flags & STRICT) && deviate(scan, node, VALUE, token, stop);
}

/* Adds what a value says about the outcome; true also for a node that says nothing. `text` is a string without quotes
   and escapes, and NULL for all others. */
static bool outcome(struct scan *scan, const struct node *node, int type, const uint8_t *text, ptrdiff_t length,
                    int64_t integer)
{
    const struct program *program = scan->program;
    const struct case_ *each = program->cases + node->cases;
    for (int32_t i = 0; i < node->case_count; i++, each++) {
        if (each->type != type) continue;
        if (type == STRING && (each->length != length || !same(program->bytes + each->name, text, length))) continue;
        if (type == INTEGER && program->integers[each->name] != integer) continue;
        scan->state += (uint32_t)each->step;
        return true;
    }
    scan->state += (uint32_t)node->case_other;
    return true;
}

static enum verdict run(const struct program *program, const struct text *text, const uint8_t *p, const uint8_t *stop)
{
    const uint8_t *classes = program->bytes + text->classes, *next = program->bytes + text->next;
    uint32_t state = 0, bits = (uint32_t)text->class_bits;
    for (; p < stop; p++) state = next[state << bits | classes[*p]];
    return (enum verdict)program->bytes[text->verdict + (int32_t)state];
}

/* Whether a text may be a number with a fraction or an exponent, as programs with doubles write identifiers. */
static bool looks_fractional(const uint8_t *p, const uint8_t *stop)
{
    return memchr(p, '.', (size_t)(stop - p)) != NULL || memchr(p, '+', (size_t)(stop - p)) != NULL;
}

static const uint8_t *encoded_text(struct scan *, const struct node *, const uint8_t *, const uint8_t *, int);

static const uint8_t *text(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    if (node->flags & ENCODED) return encoded_text(scan, node, p, end, depth);
    struct string found;
    const uint8_t *stop = string(scan->program->plain, p + 1, end, &found);
    if (stop == NULL || (found.escaped && (node->text >= 0 || node->case_count > 0))) return NULL;
    if ((node->flags & IDENTIFIER) && (found.escaped || looks_fractional(p, stop))) return NULL;
    enum verdict verdict = OK;
    if (node->text >= 0) verdict = run(scan->program, &scan->program->texts[node->text], p + 1, stop - 1);
    if (verdict == MAYBE) return NULL;
    if (node->case_count > 0) outcome(scan, node, STRING, p + 1, stop - 1 - (p + 1), 0);
    if (!(node->clean & STRING)) return other_type(scan, node, STRING, p, stop) ? stop : NULL;
    if (found.length < node->min_length || found.length > node->max_length) verdict = BROKEN;
    return verdict == OK || broken(scan, node, p, stop) ? stop : NULL;
}

/* Whether an integer ends as those do that were rounded to a double and padded with zeros; not all that do were. */
static bool may_be_rounded(const uint8_t *p, const uint8_t *stop)
{
    ptrdiff_t count = stop - p - (*p == '-'), padding = zeros(p, stop);
    return count > EXACT_DIGITS && padding > 0 && padding >= count - SHORTEST_DIGITS;
}

/* Whether the integral part of a fraction is so close to a limit that rounding the fraction may change the verdict. */
static bool is_near(const struct program *program, int32_t limit, int64_t value)
{
    if (limit < 0) return false;
    int64_t integer = program->integers[limit];
    return value <= integer ? integer - value <= 1 : value - integer <= 1;
}

/* Whether a number keeps its limits. */
static enum verdict within(const struct program *program, const struct node *node, const struct number *number)
{
    if (node->minimum < 0 && node->maximum < 0 && node->code_count == 0) return OK;
    if (number->has_exponent) return MAYBE;
    int64_t value = number->value;
    if (number->is_fraction &&
        (node->code_count > 0 || is_near(program, node->minimum, value) || is_near(program, node->maximum, value)))
        return MAYBE;
    if (node->minimum >= 0 && value < program->integers[node->minimum]) return BROKEN;
    if (node->maximum >= 0 && value > program->integers[node->maximum]) return BROKEN;
    for (int32_t i = 0; i < node->code_count; i++)
        if (program->integers[node->codes + i] == value) return OK;
    return node->code_count > 0 ? BROKEN : OK;
}

static const uint8_t *numeric(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end)
{
    struct number found;
    const uint8_t *stop = number(p, end, &found);
    if (stop == NULL) return NULL;
    int type = found.is_fraction ? FRACTION : INTEGER;
    if ((node->flags & IDENTIFIER) && found.has_point) return NULL;
    if ((node->flags & IDENTIFIER) && may_be_rounded(p, stop))
        if ((node->flags & STRICT) || !deviate(scan, node, ROUNDED, p, stop)) return NULL;
    if (node->case_count > 0) {
        if (found.is_fraction) return NULL;
        outcome(scan, node, INTEGER, NULL, 0, found.value);
    }
    if (!(node->clean & type)) return other_type(scan, node, type, p, stop) ? stop : NULL;
    enum verdict verdict = within(scan->program, node, &found);
    return verdict == OK || (verdict == BROKEN && broken(scan, node, p, stop)) ? stop : NULL;
}

static const uint8_t *literal(struct scan *scan, const struct node *node, int type, const char *word, const uint8_t *p,
                              const uint8_t *end)
{
    size_t length = strlen(word);
    if ((size_t)(end - p) < length || memcmp(p, word, length) != 0) return NULL;
    if (node->case_count > 0) outcome(scan, node, type, NULL, 0, 0);
    return (node->clean & type) || other_type(scan, node, type, p, p + length) ? p + length : NULL;
}

static const uint8_t *value(struct scan *, int32_t, const uint8_t *, const uint8_t *, int);

static const uint8_t *array(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end, int depth)
{
    if (!(node->clean & ARRAY)) return NULL;
    if (node->case_count > 0) outcome(scan, node, ARRAY, NULL, 0, 0);
    ptrdiff_t count = 0;
    p = white_space(scan, p + 1, end);
    if (p < end && *p == ']') return node->min_items == 0 ? p + 1 : NULL;
    for (;;) {
        p = value(scan, node->items, p, end, depth + 1);
        if (p == NULL) return NULL;
        count++;
        p = white_space(scan, p, end);
        if (p == end) return NULL;
        if (*p == ']') return count >= node->min_items && count <= node->max_items ? p + 1 : NULL;
        if (*p != ',') return NULL;
        p = white_space(scan, p + 1, end);
    }
}

/* The documented member with a name, counted from `members`; -1 if there is none. */
static int32_t find(const struct program *program, const struct node *node, const uint8_t *name, ptrdiff_t length)
{
    const struct member *members = program->members + node->members;
    uint32_t size = (uint32_t)node->hash_size, hash = (uint32_t)length * 131;
    if (length > 0) hash += name[0] * 31u + name[length / 2] * 7u + name[length - 1];
    for (uint32_t i = 0; i < size; i++) {
        int32_t index = program->hashes[(uint32_t)node->hash + ((hash + i) & (size - 1))];
        if (index < 0) return -1;
        if (members[index].length == length && same(program->bytes + members[index].name, name, length)) return index;
    }
    return -1;
}

/* What is known of an object while its members are read. */
struct object {
    uint64_t seen[MAX_MEMBERS / 64]; /* documented members */
    const struct member *members;    /* of the node */
    uint32_t next;                   /* the member that is probably next: services write them in one order */
    int64_t flags;                   /* sum of the flags of these members, which counts each flag apart */
    int32_t unknown_count;
    struct {
        const uint8_t *name;
        ptrdiff_t length;
    } unknown[MAX_UNKNOWN];
};

/* A documented member. Returns its node, or -1: unsure. */
static inline int32_t documented(struct scan *scan, const struct node *node, struct object *object, uint32_t index)
{
    const struct member *member = &object->members[index];
    uint64_t bit = (uint64_t)1 << (index % 64);
    if (object->seen[index / 64] & bit) return -1;
    object->seen[index / 64] |= bit;
    object->next = index + 1;
    object->flags += member->flags;
    if (!(member->flags & EXTRA)) return member->node;
    const uint8_t *name = scan->program->bytes + member->name;
    return deviate(scan, node, MEMBER, name, name + member->length) ? member->node : -1;
}

/* A member that is not documented. Returns its node, 0 for anything, or -1: unsure. */
static int32_t unknown(struct scan *scan, const struct node *node, struct object *object, const uint8_t *name,
                       ptrdiff_t length)
{
    if (node->unknown == REFUSED || object->unknown_count == MAX_UNKNOWN) return -1;
    for (int32_t i = 0; i < object->unknown_count; i++)
        if (object->unknown[i].length == length && same(object->unknown[i].name, name, length)) return -1;
    object->unknown[object->unknown_count].name = name;
    object->unknown[object->unknown_count++].length = length;
    if (node->unknown == DEVIATES && !deviate(scan, node, MEMBER, name, name + length)) return -1;
    return 0;
}

/* A name from behind its opening quote to behind its closing one, and the node for its value, or -1: unsure. */
static inline const uint8_t *name(struct scan *scan, const struct node *node, struct object *object, const uint8_t *p,
                                  const uint8_t *end, int32_t *index)
{
    const struct program *program = scan->program;
    if (object->next < (uint32_t)node->member_count) {
        const struct member *next = &object->members[object->next];
        if (end - p > next->length && p[next->length] == '"' && same(p, program->bytes + next->name, next->length)) {
            *index = documented(scan, node, object, object->next);
            return p + next->length + 1;
        }
    }
    struct string found;
    const uint8_t *stop = string(program->plain, p, end, &found);
    if (stop == NULL || found.escaped) return NULL;
    ptrdiff_t length = stop - 1 - p;
    int32_t known = find(program, node, p, length);
    *index = known >= 0 ? documented(scan, node, object, (uint32_t)known) : unknown(scan, node, object, p, length);
    return stop;
}

/* Whether an object has what it must have; what only the documented schema requires may be missing. */
static bool complete(struct scan *scan, const struct node *node, const struct object *object)
{
    if ((node->flags & NEEDS_SOME) && (object->flags / SOME) % SOME == 0) return false;
    if (object->flags % SOME == node->required_count) return true;
    const struct member *member = scan->program->members + node->members;
    for (int32_t i = 0; i < node->member_count; i++, member++) {
        if (!(member->flags & REQUIRED) || (object->seen[i / 64] >> (i % 64) & 1)) continue;
        const uint8_t *name = scan->program->bytes + member->name;
        if ((member->flags & NEEDED) || !deviate(scan, node, MISSING, name, name + member->length)) return false;
    }
    return true;
}

static const uint8_t *object(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end,
                             int depth)
{
    if (!(node->clean & OBJECT)) return NULL;
    if (node->case_count > 0) outcome(scan, node, OBJECT, NULL, 0, 0);
    struct object object;
    memset(object.seen, 0, sizeof object.seen);
    object.members = scan->program->members + node->members;
    object.flags = 0;
    object.next = 0;
    object.unknown_count = 0;
    p = white_space(scan, p + 1, end);
    if (p < end && *p == '}') return complete(scan, node, &object) ? p + 1 : NULL;
    for (;;) {
        int32_t index = -1;
        if (p == end || *p != '"') return NULL;
        p = name(scan, node, &object, p + 1, end, &index);
        if (p == NULL || index < 0) return NULL;
        p = white_space(scan, p, end);
        if (p == end || *p != ':') return NULL;
        p = value(scan, index, white_space(scan, p + 1, end), end, depth + 1);
        if (p == NULL) return NULL;
        p = white_space(scan, p, end);
        if (p == end) return NULL;
        if (*p == '}') return complete(scan, node, &object) ? p + 1 : NULL;
        if (*p != ',') return NULL;
        p = white_space(scan, p + 1, end);
    }
}

static const uint8_t *value(struct scan *scan, int32_t index, const uint8_t *p, const uint8_t *end, int depth)
{
    const struct node *node = &scan->program->nodes[index];
    if (p == end || depth > MAX_DEPTH) return NULL;
    switch (*p) {
    case '"': return text(scan, node, p, end, depth);
    case '{': return object(scan, node, p, end, depth);
    case '[': return array(scan, node, p, end, depth);
    case 'n': return literal(scan, node, NULL_, "null", p, end);
    case 't': return literal(scan, node, TRUE_, "true", p, end);
    case 'f': return literal(scan, node, FALSE_, "false", p, end);
    default: return numeric(scan, node, p, end);
    }
}

/* ---- Encoded members ---- */

/* What a character adds to the three bytes of its group, by its place in the group: the bytes in their order, and a
   fourth one, which is not 0 where the character is none of base64. Filled once, when the module is loaded. */
static uint32_t base64[4][256];
static uint32_t no_base64;

static void fill_base64(void)
{
    if (no_base64 != 0) return; /* another interpreter of this process has loaded the module */
    const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t none;
    memcpy(&none, (const uint8_t[]){0, 0, 0, 1}, sizeof none);
    for (int place = 0; place < 4; place++) {
        for (int c = 0; c < 256; c++) base64[place][c] = none;
        for (uint32_t i = 0; i < 64; i++) {
            uint32_t bits = i << (18 - 6 * place);
            const uint8_t bytes[4] = {(uint8_t)(bits >> 16), (uint8_t)(bits >> 8), (uint8_t)bits, 0};
            memcpy(&base64[place][(uint8_t)alphabet[i]], bytes, sizeof bytes);
        }
    }
    no_base64 = none;
}

/* The three bytes of four characters, as a word of which the fourth byte is not 0 if one is none of base64. */
static uint32_t group(const uint8_t *p)
{
    return base64[0][p[0]] | base64[1][p[1]] | base64[2][p[2]] | base64[3][p[3]];
}

/* Decodes groups of plain characters, as many as there are. `out` has room for one byte more than the text carries. */
static const uint8_t *plain_groups(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *out_end)
{
    uint8_t *to = *out;
    for (; end - p >= 4 && out_end - to >= 4; p += 4, to += 3) {
        uint32_t bytes = group(p);
        if (bytes & no_base64) break;
        memcpy(to, &bytes, sizeof bytes);
    }
    *out = to;
    return p;
}

/* The last group, or one with an escaped `/`. Reads four characters, of which up to two last ones are padding. */
static const uint8_t *odd_group(const uint8_t *p, const uint8_t *end, uint8_t **out, const uint8_t *out_end,
                                int *padding)
{
    uint8_t characters[4], bytes[4];
    for (int i = 0; i < 4; i++, p++) {
        if (end - p >= 2 && p[0] == '\\' && p[1] == '/') p++;
        if (p == end) return NULL;
        bool is_padding = *p == '=' && i >= 2;
        if (*padding > 0 && !is_padding) return NULL;
        *padding += is_padding;
        characters[i] = is_padding ? 'A' : *p;
    }
    uint32_t decoded = group(characters);
    memcpy(bytes, &decoded, sizeof bytes);
    if ((decoded & no_base64) || out_end - *out < 3) return NULL;
    for (int i = 0; i < *padding; i++)
        if (bytes[2 - i] != 0) return NULL; /* bits that no byte has: not the canonical form */
    for (int i = 0; i < 3 - *padding; i++) *(*out)++ = bytes[i];
    return p;
}

static const uint8_t *decode(struct scan *scan, const uint8_t *p, const uint8_t *end)
{
    int padding = 0;
    while (padding == 0) {
        p = plain_groups(p, end, &scan->scratch, scan->scratch_end);
        if (p < end && *p == '"') return p + 1;
        p = odd_group(p, end, &scan->scratch, scan->scratch_end, &padding);
        if (p == NULL) return NULL;
    }
    return p < end && *p == '"' ? p + 1 : NULL;
}

/* A text of one value with nothing behind it. */
static bool whole(struct scan *scan, int32_t index, const uint8_t *p, const uint8_t *end, int depth)
{
    p = value(scan, index, white_space(scan, p, end), end, depth);
    return p != NULL && white_space(scan, p, end) == end;
}

static const uint8_t *encoded_text(struct scan *scan, const struct node *node, const uint8_t *p, const uint8_t *end,
                                   int depth)
{
    const uint8_t *decoded = scan->scratch;
    const uint8_t *stop = decode(scan, p + 1, end);
    if (stop == NULL) return NULL;
    const uint8_t *start = white_space(scan, decoded, scan->scratch);
    if (start == scan->scratch || *start == '"') return NULL; /* empty text means null; a string is not decoded again */
    return whole(scan, (int32_t)(node - scan->program->nodes), start, scan->scratch, depth) ? stop : NULL;
}

/* ---- Documents ---- */

/* Judges one text, as a success and then as a failure. Its deviations are those from `scan->first` on. */
static int document(struct scan *scan, const uint8_t *p, const uint8_t *end)
{
    const struct header *header = &scan->program->header;
    const int32_t roots[] = {header->success, header->failure};
    uint8_t *scratch = scan->scratch;
    scan->first = scan->count;
    for (int outcome = SUCCESS; outcome <= FAILURE && end - p <= MAX_TEXT; outcome++) {
        scan->state = 0;
        if (roots[outcome - SUCCESS] >= 0 && whole(scan, roots[outcome - SUCCESS], p, end, 0) &&
            scan->state < (uint32_t)header->outcomes && scan->program->outcomes[scan->state] == outcome) {
            if (scan->count == scan->first) scan->scratch = scratch; /* else deviations point into it */
            return outcome;
        }
        scan->count = scan->first;
        scan->scratch = scratch;
    }
    return UNSURE;
}

#endif
