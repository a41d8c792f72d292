package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.api.listing.Selection;
import dev.crossfade.server.api.listing.Selection.Malformed;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a list.
 *
 * @param size most items of a page
 * @param token of the page before
 * @param filter which items
 * @param order in which order
 * @param fields what of each; {@link FieldsAdvice} sees to it
 */
record Listing(
    @Nullable String size,
    @Nullable String token,
    @Nullable String filter,
    @Nullable String order,
    @Nullable String fields) {

  /**
   * The page.
   *
   * @param type of the items
   * @param after the next rows behind a cursor, at most so many
   * @param cursor what names the place of a row
   * @param item what is shown of a row
   */
  <R, T> Page<T> page(
      Class<T> type,
      BiFunction<String, Integer, List<R>> after,
      Function<R, String> cursor,
      Function<R, T> item) {
    return page(
        type,
        new Selection.Source<R, T>() {
          @Override
          public List<R> after(String place, int most) {
            return after.apply(place, most);
          }

          @Override
          public String cursor(R row) {
            return cursor.apply(row);
          }

          @Override
          public T item(R row) {
            return item.apply(row);
          }
        });
  }

  /** The page of items that are not made from their rows alone. */
  <R, T> Page<T> page(Class<T> type, Selection.Source<R, T> source) {
    Set<String> known = Selection.fields(type);
    try {
      if (fields != null) {
        Selection.names(fields, known);
      }
      Selection selection = Selection.of(Page.size(size), Page.cursor(token), filter, order, known);
      return Page.of(selection.from(source));
    } catch (Malformed e) {
      throw Flaws.invalid("#" + e.parameter(), String.valueOf(e.getMessage()));
    }
  }
}
