package dev.crossfade.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spelling of logical types in specifications and messages. */
public final class TypeText {

  private static final Map<String, LogicalType> PLAIN =
      Map.ofEntries(
          Map.entry("bool", new LogicalType.Bool()),
          Map.entry("int16", new LogicalType.Int(16)),
          Map.entry("int32", new LogicalType.Int(32)),
          Map.entry("int64", new LogicalType.Int(64)),
          Map.entry("uint64", new LogicalType.UInt64()),
          Map.entry("decimal", LogicalType.Decimal.UNCONSTRAINED),
          Map.entry("float32", new LogicalType.Floating(32)),
          Map.entry("float64", new LogicalType.Floating(64)),
          Map.entry("text", LogicalType.Text.UNBOUNDED),
          Map.entry("bytes", new LogicalType.Bytes()),
          Map.entry("date", new LogicalType.Date()),
          Map.entry("time", new LogicalType.Time()),
          Map.entry("timestamp", new LogicalType.Timestamp()),
          Map.entry("timestamptz", new LogicalType.TimestampTz()),
          Map.entry("interval", new LogicalType.Interval()),
          Map.entry("uuid", new LogicalType.Uuid()),
          Map.entry("json", new LogicalType.Json()));
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\( ?([0-9]{1,4}) ?(?:, ?([0-9]{1,4}) ?)?\\)");
  private static final Pattern SIZED = Pattern.compile("(text|char)\\( ?([0-9]{1,9}) ?\\)");
  private static final Pattern ARRAY = Pattern.compile("array<(.+)>");

  private TypeText() {}

  /** Names for did-you-mean and manuals; enum needs labels beside it. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(PLAIN.keySet());
    names.addAll(List.of("decimal(p,s)", "text(n)", "char(n)", "enum", "array<T>"));
    return names.stream().sorted().toList();
  }

  /** Reads every type but enum; empty when it is none. */
  public static Optional<LogicalType> parse(String text) {
    LogicalType plain = PLAIN.get(text);
    if (plain != null) {
      return Optional.of(plain);
    }
    Matcher array = ARRAY.matcher(text);
    if (array.matches()) {
      return parse(array.group(1).strip())
          .filter(element -> !(element instanceof LogicalType.Array))
          .map(LogicalType.Array::new);
    }
    Matcher decimal = DECIMAL.matcher(text);
    return decimal.matches() ? decimal(decimal) : sized(text);
  }

  private static Optional<LogicalType> decimal(Matcher matcher) {
    int precision = Integer.parseInt(matcher.group(1));
    int scale = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    boolean valid = precision >= 1 && precision <= 1000 && scale <= precision;
    return valid ? Optional.of(new LogicalType.Decimal(precision, scale)) : Optional.empty();
  }

  private static Optional<LogicalType> sized(String text) {
    Matcher matcher = SIZED.matcher(text);
    int size = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (size < 1 || size > 10_485_760) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(1).equals("text")
            ? new LogicalType.Text(size)
            : new LogicalType.FixedText(size));
  }

  /** The spelling of a type; an enumeration's labels are written beside it. */
  public static String of(LogicalType type) {
    if (type instanceof LogicalType.Array array) {
      return "array<" + of(array.element()) + ">";
    }
    if (type instanceof LogicalType.Decimal decimal && decimal.constrained()) {
      return "decimal(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof LogicalType.Text text && text.maxLength() > 0) {
      return "text(" + text.maxLength() + ")";
    }
    if (type instanceof LogicalType.FixedText fixed) {
      return "char(" + fixed.length() + ")";
    }
    return PLAIN.entrySet().stream()
        .filter(entry -> entry.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("enum");
  }
}
