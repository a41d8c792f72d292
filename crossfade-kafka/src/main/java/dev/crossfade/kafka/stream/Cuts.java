package dev.crossfade.kafka.stream;

import dev.crossfade.kafka.decode.LogRecord.Counted;
import dev.crossfade.kafka.decode.LogRecord.Row;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that a restart of the connector cut: each must come again, from its first record and
 * no shorter, before any later transaction.
 */
final class Cuts {

  private record Cut(String id, long offset, Counted first, long events) {
    Cut merge(Cut later) {
      return new Cut(id, offset, first, Math.max(events, later.events));
    }
  }

  private final Map<String, Cut> cuts = new LinkedHashMap<>();

  /** Remembers how far an attempt got. */
  void add(@Nullable OpenTransaction unfinished) {
    if (unfinished != null && unfinished.events() > 0) {
      Counted first = unfinished.first();
      Cut cut = new Cut(unfinished.id(), unfinished.offset(), first, unfinished.events());
      cuts.merge(cut.id(), cut, Cut::merge);
    }
  }

  /**
   * Fails if the transaction proves that something is missing.
   *
   * @param whole a transaction whose end has come
   * @param after whether it was committed after the one that this record begins
   * @param undone whether that one was rolled back; it is forgotten then
   */
  void check(OpenTransaction whole, Predicate<Counted> after, Predicate<Counted> undone) {
    for (Cut cut : List.copyOf(cuts.values())) {
      if (!cut.id().equals(whole.id())) {
        if (after.test(cut.first())) {
          if (!undone.test(cut.first())) {
            throw Gaps.cut(cut.id(), cut.events(), 0);
          }
          cuts.remove(cut.id());
        }
      } else if (whole.events() < cut.events() || !same(cut.first(), whole.first())) {
        throw Gaps.cut(cut.id(), cut.events(), whole.events());
      }
    }
  }

  void remove(String id) {
    cuts.remove(id);
  }

  /** The smaller of {@code next} and where the first cut transaction begins. */
  long restart(long next) {
    return cuts.values().stream().mapToLong(Cut::offset).reduce(next, Math::min);
  }

  private static boolean same(Counted one, Counted two) {
    boolean place =
        one.place().file() == two.place().file() && one.place().offset() == two.place().offset();
    return place && (one instanceof Row a ? two instanceof Row b && same(a, b) : true);
  }

  private static boolean same(Row one, Row two) {
    return one.table().equals(two.table())
        && one.op() == two.op()
        && Arrays.deepEquals(one.before(), two.before())
        && Arrays.deepEquals(one.after(), two.after());
  }
}
