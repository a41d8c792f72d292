package dev.crossfade.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.api.listing.Selection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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

  static <T> Page<T> of(Selection.Found<T> found) {
    String next = found.next();
    return new Page<>(found.items(), next == null ? null : encode(next));
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
