package dev.crossfade.oracle.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One text for each value, whatever database it comes from. */
final class Canonical {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Canonical() {}

  static @Nullable String decimal(@Nullable String number) {
    if (number == null) {
      return null;
    }
    BigDecimal value = new BigDecimal(number);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A PostgreSQL expression for an instant: microseconds since the epoch, or an infinity. */
  static String instant(String column) {
    return "CASE WHEN isfinite("
        + column
        + ") THEN (extract(epoch FROM "
        + column
        + ") * 1000000)::bigint::text ELSE "
        + column
        + "::text END";
  }

  /** A local time of a zone, in any fraction of seconds, as microseconds since the epoch. */
  static @Nullable String instant(@Nullable String local, String zone) {
    if (local == null || local.endsWith("infinity")) {
      return local;
    }
    var at = LocalDateTime.parse(local.replace(' ', 'T')).atZone(ZoneId.of(zone)).toInstant();
    return Long.toString(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
  }

  static @Nullable String date(@Nullable String date) {
    return "0000-00-00".equals(date) ? null : date;
  }

  static @Nullable String json(@Nullable String text) {
    try {
      return text == null ? null : sorted(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return "invalid";
    }
  }

  private static String sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      StringJoiner text = new StringJoiner(",", "{", "}");
      fields.forEach((name, value) -> text.add(TextNode.valueOf(name) + ":" + value));
      return text.toString();
    }
    if (node.isArray()) {
      StringJoiner text = new StringJoiner(",", "[", "]");
      node.forEach(element -> text.add(sorted(element)));
      return text.toString();
    }
    return node.isNumber() ? String.valueOf(decimal(node.asText())) : node.toString();
  }
}
