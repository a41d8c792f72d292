package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recognises the forms of the text that stands for a value the log did not carry. */
final class Placeholder {

  private final String text;
  private final String base64;
  private final String uuid;
  private final byte[] bytes;

  Placeholder(String text) {
    this.text = text;
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.base64 = Base64.getEncoder().encodeToString(bytes);
    this.uuid = UUID.nameUUIDFromBytes(bytes).toString();
  }

  /** A reader that knows the placeholder, for types whose values can be stored out of line. */
  ValueReader around(LogicalType type, ValueReader reader) {
    if (type instanceof LogicalType.Array) {
      return node -> isArray(node) ? Unavailable.VALUE : reader.read(node);
    }
    if (type instanceof LogicalType.Bytes) {
      return new Around(base64, reader);
    }
    if (type instanceof LogicalType.Text
        || type instanceof LogicalType.FixedText
        || type instanceof LogicalType.Json
        || type instanceof LogicalType.Decimal) {
      return new Around(text, reader);
    }
    return reader;
  }

  /** Compares texts before they are read. */
  private static final class Around implements ValueReader {
    private final String text;
    private final byte @Nullable [] spelling;
    private final ValueReader reader;

    Around(String text, ValueReader reader) {
      this.text = text;
      this.spelling = spelling(text);
      this.reader = reader;
    }

    /** How JSON spells it, if that is certain. */
    private static byte @Nullable [] spelling(String text) {
      boolean plain =
          text.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\' && c != '/');
      return plain ? text.getBytes(StandardCharsets.US_ASCII) : null;
    }

    @Override
    public Object read(JsonNode node) {
      return text.equals(node.textValue()) ? Unavailable.VALUE : reader.read(node);
    }

    @Override
    public Object read(JsonCursor value) {
      if (spelling == null) {
        return read(value.tree());
      }
      if (value.isText(spelling)) {
        value.skip();
        return Unavailable.VALUE;
      }
      return reader.read(value);
    }
  }

  private boolean isArray(JsonNode node) {
    if (node.isTextual()) {
      return text.equals(node.textValue());
    }
    if (node.size() == 1) {
      String only = node.get(0).textValue();
      return text.equals(only) || base64.equals(only) || uuid.equals(only);
    }
    return node.size() == bytes.length && spelled(node);
  }

  /** Arrays of integers carry the placeholder's bytes. */
  private boolean spelled(JsonNode node) {
    for (int i = 0; i < bytes.length; i++) {
      JsonNode item = node.get(i);
      if (!item.isIntegralNumber() || item.longValue() != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
