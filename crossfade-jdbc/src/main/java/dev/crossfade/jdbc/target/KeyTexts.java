package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys as text arrays, and as digests by which they are found again. */
final class KeyTexts {

  private final List<LogicalType> types;

  private KeyTexts(List<LogicalType> types) {
    this.types = types;
  }

  static KeyTexts of(TableSchema table) {
    List<LogicalType> types = new ArrayList<>();
    for (int index : table.keyIndexes()) {
      types.add(table.columns().get(index).type());
    }
    return new KeyTexts(types);
  }

  static KeyTexts of(List<Column> columns) {
    return new KeyTexts(columns.stream().map(Column::type).toList());
  }

  @Nullable String @Nullable [] format(@Nullable Key key) {
    if (key == null) {
      return null;
    }
    @Nullable String[] texts = new @Nullable String[key.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = key.value(i);
      texts[i] = value == null ? null : ValueText.format(types.get(i), value);
    }
    return texts;
  }

  @Nullable Key parse(@Nullable String @Nullable [] texts) {
    if (texts == null) {
      return null;
    }
    @Nullable Object[] values = new @Nullable Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i];
      values[i] = text == null ? null : ValueText.parse(types.get(i), text);
    }
    return Key.of(values);
  }

  /** Whether the target holds no two keys to be equal that are not equal here. */
  boolean exact() {
    return types.stream()
        .allMatch(
            type ->
                type instanceof LogicalType.Int
                    || type instanceof LogicalType.Text
                    || type instanceof LogicalType.Uuid
                    || type instanceof LogicalType.Date);
  }

  /** The same for keys that the target holds to be equal. */
  String digest(Key key) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < key.size(); i++) {
      Object value = key.value(i);
      String part = value == null ? "" : canonical(types.get(i), value);
      text.append(value == null ? -1 : part.length()).append(':').append(part);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
  }

  private static String canonical(LogicalType type, Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString();
    }
    if (type instanceof LogicalType.FixedText) {
      return ((String) value).stripTrailing();
    }
    if (isZero(value)) {
      return "0.0";
    }
    return ValueText.format(type, value);
  }

  /** Zero and negative zero are one value to the target. */
  private static boolean isZero(Object value) {
    return value instanceof Double number ? number == 0 : value instanceof Float real && real == 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
