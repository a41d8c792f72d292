package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON bytes without a tree and without copies; what is not wanted is skipped. Texts
 * may be as long as an array. Trusts its input as far as commas and literals go, and fails with
 * {@link IllegalArgumentException} or {@link IndexOutOfBoundsException} where it is lost. Reused;
 * one thread.
 */
final class JsonCursor {

  private static final int MOST_DIGITS = 18;
  private static final int LONG_TEXT = 1024 * 1024;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private static final ObjectReader TREE =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .readerFor(JsonNode.class);

  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int end;
  private int at;
  private int from;
  private int to;
  private boolean escaped;

  /** Goes to the beginning of a document. */
  void begin(byte[] document) {
    begin(document, 0, document.length);
  }

  /** Goes to the beginning of a document that is a part of an array. */
  void begin(byte[] array, int first, int last) {
    bytes = array;
    at = first;
    end = last;
  }

  /** Lets the document go, which may be large. */
  void forget() {
    begin(NOTHING);
  }

  int position() {
    return at;
  }

  void position(int where) {
    at = where;
  }

  /** What is spelled between a position and here. */
  String between(int start) {
    return new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }

  /** First byte of the value that comes next. */
  byte peek() {
    while (bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return bytes[at];
  }

  /** Whether nothing but white space is left. */
  boolean over() {
    while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at == end;
  }

  /** Enters an object; {@link #field} comes next. */
  void object() {
    if (peek() != '{') {
      throw new IllegalArgumentException("not an object");
    }
    at++;
  }

  /** Goes to the value of the next field; false, and behind the object, when there is none. */
  boolean field() {
    byte next = peek();
    if (next == '}') {
      at++;
      return false;
    }
    if (next == ',') {
      at++;
      next = peek();
    }
    if (next != '"') {
      throw new IllegalArgumentException("not a field");
    }
    passText();
    if (peek() != ':') {
      throw new IllegalArgumentException("not a field");
    }
    at++;
    return true;
  }

  /** Whether the current field's name is spelled with these bytes. */
  boolean named(byte[] spelling) {
    return Arrays.equals(bytes, from, to, spelling, 0, spelling.length);
  }

  /** Spelling of the current field's name; ask before anything else is read. */
  byte[] spelling() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Name of the current field; ask before anything else is read. */
  String name() {
    return escaped ? unescaped() : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Reads a text. */
  String text() {
    if (peek() != '"') {
      throw new IllegalArgumentException("not text");
    }
    passText();
    return name();
  }

  /** The text's bytes, or null where it is spelled with escapes; reads it in any case. */
  byte @Nullable [] plainBytes() {
    passText();
    return escaped ? null : spelling();
  }

  /** What a text of Base64 stands for, or null where it is spelled with escapes. */
  byte @Nullable [] base64() {
    passText();
    if (escaped) {
      return null;
    }
    ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
    byte[] array = decoded.array();
    return array.length == decoded.limit() ? array : Arrays.copyOf(array, decoded.limit());
  }

  /** Whether the next value is a text of exactly this spelling; does not read it. */
  boolean isText(byte[] spelling) {
    int first = peek() == '"' ? at + 1 : end;
    int last = first + spelling.length;
    return last < end
        && bytes[last] == '"'
        && Arrays.equals(bytes, first, last, spelling, 0, spelling.length);
  }

  /** Whether the next value is a text of a megabyte or more; does not read it. */
  boolean longText() {
    if (end - at < LONG_TEXT || peek() != '"') {
      return false;
    }
    int start = at;
    passText();
    at = start;
    return to - from >= LONG_TEXT;
  }

  /** Reads an integer of not too many digits; anything else gives null and is not read. */
  @Nullable Long integer() {
    byte first = peek();
    int i = first == '-' ? at + 1 : at;
    int begin = i;
    long value = 0;
    while (bytes[i] >= '0' && bytes[i] <= '9' && i - begin < MOST_DIGITS) {
      value = value * 10 + bytes[i++] - '0';
    }
    byte end = bytes[i];
    if (i == begin || (end != ',' && end != '}' && end != ']')) {
      return null;
    }
    at = i;
    return first == '-' ? -value : value;
  }

  /** Reads null, if it is next. */
  boolean isNull() {
    if (peek() != 'n') {
      return false;
    }
    at += "null".length();
    return true;
  }

  /** Reads any value as a tree. */
  JsonNode tree() {
    peek();
    int start = at;
    skip();
    try {
      return TREE.readValue(bytes, start, at - start);
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON");
    }
  }

  /** Passes over the next value. */
  void skip() {
    byte first = peek();
    if (first == '"') {
      passText();
    } else if (first == '{' || first == '[') {
      passNested();
    } else {
      while (bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']' && bytes[at] > ' ') {
        at++;
      }
    }
  }

  private void passNested() {
    int depth = 0;
    do {
      byte next = bytes[at];
      if (next == '"') {
        passText();
      } else {
        at++;
        if (next == '{' || next == '[') {
          depth++;
        } else if (next == '}' || next == ']') {
          depth--;
        }
      }
    } while (depth > 0);
  }

  private void passText() {
    from = at + 1;
    escaped = false;
    int i = special(from);
    while (bytes[i] != '"') {
      escaped = true;
      i = special(i + 2);
    }
    to = i;
    at = i + 1;
  }

  /** Place of the next quote or backslash; looks at eight bytes at a time. */
  private int special(int begin) {
    int i = begin;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      long eight = (long) EIGHT.get(bytes, i);
      long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The high bit of each byte that is zero; the lowest one is certain. */
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  private String unescaped() {
    return JsonText.unescape(bytes, from, to);
  }
}
