package dev.crossfade.core.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** Named texts as one flat JSON object, in the order given, and back. */
public final class TextJson {

  private TextJson() {}

  /** The texts as JSON. */
  public static String format(Map<String, String> texts) {
    StringBuilder json = new StringBuilder("{");
    texts.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",");
          RowJson.quote(json, name);
          json.append(':');
          RowJson.quote(json, value);
        });
    return json.append('}').toString();
  }

  /**
   * The texts that {@link #format} made this of.
   *
   * @throws IllegalArgumentException when it is no such object
   */
  public static Map<String, String> parse(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      new RowJsonReader(json)
          .read((name, value) -> texts.put(name, value instanceof String text ? text : ""));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not an object of texts", e);
    }
    return texts;
  }
}
