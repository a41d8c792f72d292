package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of one dimension. Debezium sends the inner arrays of an array of more dimensions as NULL,
 * or as the text that Java makes of an array; decision record 0003 lists them. An array of nothing
 * but NULL looks the same, so it is not read either.
 */
record ArrayReader(ValueReader element) implements ValueReader {

  private static final Pattern INNER = Pattern.compile("\\[+(L[\\w.$]+;|[A-Z])@[0-9a-f]+");

  @Override
  public Object read(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("not an array but " + node.getNodeType());
    }
    List<@Nullable Object> values = new ArrayList<>(node.size());
    boolean nothing = !node.isEmpty();
    for (JsonNode item : node) {
      if (inner(item)) {
        throw new UnreadableValueException("an array of more than one dimension");
      }
      nothing = nothing && item.isNull();
      values.add(item.isNull() ? null : element.read(item));
    }
    if (nothing) {
      throw new UnreadableValueException("an array of which the log shows nothing but NULL");
    }
    return Collections.unmodifiableList(values);
  }

  private static boolean inner(JsonNode item) {
    return item.isArray()
        || (item.isTextual()
            && item.textValue().startsWith("[")
            && INNER.matcher(item.textValue()).matches());
  }
}
