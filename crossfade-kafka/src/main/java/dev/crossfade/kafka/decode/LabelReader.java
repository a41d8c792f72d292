package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels of an enumeration. Debezium writes a comma in a label of MariaDB and MySQL as {@code \\,}.
 */
final class LabelReader implements ValueReader {

  private final Map<String, String> escaped = new HashMap<>();

  /** A reader of these labels. */
  static ValueReader of(List<String> labels) {
    LabelReader reader = new LabelReader(labels);
    return reader.escaped.isEmpty() ? new QuickReader(QuickReaders::text, reader) : reader;
  }

  private LabelReader(List<String> labels) {
    for (String label : labels) {
      if (label.indexOf(',') >= 0) {
        escaped.put(label.replace(",", "\\,"), label);
      }
    }
    labels.forEach(escaped::remove);
  }

  @Override
  public Object read(JsonNode node) {
    String sent = (String) TextReaders.text(node);
    return escaped.getOrDefault(sent, sent);
  }
}
