package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Keys of source rows as text that tells how far something is. */
final class PlaceText {

  private PlaceText() {}

  static @Nullable String of(TableSchema table, @Nullable Key key) {
    if (key == null) {
      return null;
    }
    StringJoiner text = new StringJoiner("&");
    int[] indexes = table.keyIndexes();
    for (int i = 0; i < indexes.length; i++) {
      Object value = key.value(i);
      if (value == null) {
        throw new IllegalArgumentException("a key of " + table.id() + " is NULL");
      }
      String plain = ValueText.format(table.columns().get(indexes[i]).type(), value);
      text.add(URLEncoder.encode(plain, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  static @Nullable Key parse(TableSchema table, @Nullable String text) {
    if (text == null) {
      return null;
    }
    String[] parts = text.split("&", -1);
    int[] indexes = table.keyIndexes();
    if (parts.length != indexes.length) {
      throw new IllegalArgumentException("not a place in " + table.id());
    }
    @Nullable Object[] values = new @Nullable Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] =
          ValueText.parse(
              table.columns().get(indexes[i]).type(),
              URLDecoder.decode(parts[i], StandardCharsets.UTF_8));
    }
    return Key.of(values);
  }
}
