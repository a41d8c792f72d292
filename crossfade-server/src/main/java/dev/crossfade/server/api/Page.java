package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.server.answer.Flaws;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of many.
 *
 * @param items in a stable order
 * @param nextPageToken asks for those behind them; null when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @JsonProperty("next_page_token") @Nullable String nextPageToken) {

  static final String DEFAULT_SIZE = "50";
  static final int MOST = 500;

  /** The page of a list that has one item more than asked for, if there are more. */
  static <R, T> Page<T> of(
      List<R> rows, int size, Function<R, String> cursor, Function<R, T> item) {
    List<R> shown = rows.subList(0, Math.min(size, rows.size()));
    String next = rows.size() > size ? encode(cursor.apply(shown.get(shown.size() - 1))) : null;
    return new Page<>(shown.stream().map(item).toList(), next);
  }

  /** How many are wanted. */
  static int size(@Nullable String asked) {
    String text = asked == null ? DEFAULT_SIZE : asked;
    int size = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (size < 1 || size > MOST) {
      throw Flaws.invalid("#page_size", "It is between 1 and " + MOST + ".");
    }
    return size;
  }

  /** Behind what the page is; empty for the first one. */
  static String cursor(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (encode(text).equals(token) && text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw Flaws.invalid("#page_token", "It is not a token that this server gave.");
  }

  private static String encode(String cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
  }
}
