package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays of one dimension. */
record ArrayReader(ValueReader element) implements ValueReader {

  @Override
  public Object read(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("not an array but " + node.getNodeType());
    }
    List<@Nullable Object> values = new ArrayList<>(node.size());
    for (JsonNode item : node) {
      if (item.isArray()) {
        throw new UnreadableValueException("an array of more than one dimension");
      }
      values.add(item.isNull() ? null : element.read(item));
    }
    return Collections.unmodifiableList(values);
  }
}
