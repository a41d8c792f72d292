package dev.crossfade.mapping.function;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.mapping.value.JsonValue;
import dev.crossfade.mapping.value.RowValues;
import dev.crossfade.mapping.value.TemporalText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON for the functions on it. */
final class JsonPath {

  private static final Pattern PATH =
      Pattern.compile("[^.\\[\\]]+(\\[[0-9]{1,6}\\])*([.][^.\\[\\]]+(\\[[0-9]{1,6}\\])*)*");
  private static final ConcurrentHashMap<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

  private JsonPath() {}

  static boolean valid(String path) {
    return PATH.matcher(path).matches();
  }

  static @Nullable String text(JsonValue json, String path) {
    JsonNode node = json.tree().at(pointer(path));
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.toString();
  }

  /** Paths are literals, so there are few. */
  private static JsonPointer pointer(String path) {
    return POINTERS.computeIfAbsent(path, JsonPath::parsed);
  }

  private static JsonPointer parsed(String path) {
    String escaped = path.replace("~", "~0").replace("/", "~1");
    String slashes = escaped.replace("]", "").replace('[', '/').replace('.', '/');
    return JsonPointer.compile("/" + slashes);
  }

  static JsonValue write(Object value) {
    return JsonValue.write(Objects.requireNonNull(plain(value)));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value instanceof Instant instant) {
      return TemporalText.instant(instant);
    }
    return scalar(value);
  }

  private static @Nullable Object scalar(@Nullable Object value) {
    if (value instanceof JsonValue json) {
      return json.tree();
    }
    Object row = RowValues.row(value);
    boolean plain = row instanceof Long && value instanceof Long;
    if (row == null || plain || row instanceof Boolean || row instanceof Double) {
      return row;
    }
    return row instanceof BigDecimal ? row : String.valueOf(value);
  }
}
