package dev.crossfade.engine.version;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps each row by two versions of a mapping and counts what is not the same. One thread. */
final class VersionPair {

  private final CompiledMapping before;
  private final CompiledMapping after;
  private final int most;
  private final List<Place> places;
  private final Map<MappingChange.Reason, Long> reasons = new HashMap<>();
  private final List<MappingChange.Sample> samples = new ArrayList<>();
  private long read;
  private long same;
  private long changed;
  private long moved;
  private long entering;
  private long leaving;
  private long refused;
  private long accepted;

  /**
   * Where a column is in either version.
   *
   * @param name of it
   * @param before its place; -1 where that version has none
   * @param after likewise
   */
  private record Place(
      String name,
      int before,
      int after,
      LogicalType typeBefore,
      LogicalType type,
      ColumnTally tally) {}

  /**
   * @param most how many samples are kept
   */
  VersionPair(CompiledMapping before, CompiledMapping after, int most) {
    this.before = before;
    this.after = after;
    this.most = most;
    this.places = places(before.entity(), after.entity());
  }

  private static List<Place> places(TableSchema one, TableSchema other) {
    Set<String> names = new LinkedHashSet<>(one.columnNames());
    names.addAll(other.columnNames());
    List<Place> places = new ArrayList<>();
    for (String name : names) {
      int old = one.indexOf(name);
      int now = other.indexOf(name);
      Column newer = now < 0 ? one.columns().get(old) : other.columns().get(now);
      Column older = old < 0 ? newer : one.columns().get(old);
      places.add(
          new Place(
              name, old, now, older.type(), newer.type(), new ColumnTally(name, newer.type())));
    }
    return places;
  }

  /** Looks at a row of the source. */
  void row(@Nullable Object[] source) {
    read++;
    Made old = Made.of(before, source);
    Made now = Made.of(after, source);
    if (now instanceof Made.Refused no) {
      refused(old, no.why(), source);
    } else if (old instanceof Made.Row one && now instanceof Made.Row other) {
      both(one, other, source);
    } else if (now instanceof Made.Row) {
      boolean parked = old instanceof Made.Refused;
      accepted += parked ? 1 : 0;
      entering += parked ? 0 : 1;
      sample(source, "", parked ? "refused" : "outside", "accepted");
    } else if (old instanceof Made.Outside) {
      same++;
    } else {
      leaving++;
      sample(source, "", old instanceof Made.Row ? "accepted" : "refused", "outside");
    }
  }

  private void refused(Made old, Refusal why, @Nullable Object[] source) {
    if (old instanceof Made.Refused) {
      same++;
      return;
    }
    refused++;
    MappingChange.Reason reason =
        new MappingChange.Reason(why.code().text(), why.column(), why.text(), 0);
    reasons.merge(reason, 1L, Long::sum);
    sample(source, "", old instanceof Made.Row ? "accepted" : "outside", "refused");
  }

  private void both(Made.Row old, Made.Row now, @Nullable Object[] source) {
    if (!Objects.equals(old.key(), now.key())) {
      moved++;
      sample(source, "", "another key", "another key");
      return;
    }
    boolean other = false;
    for (Place place : places) {
      Object one = place.before() < 0 ? null : old.values()[place.before()];
      Object two = place.after() < 0 ? null : now.values()[place.after()];
      if (place.tally().differs(one, two)) {
        other = true;
        sample(source, place.name(), text(place.typeBefore(), one), text(place.type(), two));
      }
    }
    changed += other ? 1 : 0;
    same += other ? 0 : 1;
  }

  private static String text(LogicalType type, @Nullable Object value) {
    return value == null ? "NULL" : ValueText.format(type, value);
  }

  private void sample(@Nullable Object[] source, String column, String one, String other) {
    if (samples.size() < most) {
      samples.add(new MappingChange.Sample(key(source), column, one, other));
    }
  }

  private String key(@Nullable Object[] source) {
    TableSchema table = before.sourceTable();
    Key key = Key.of(source, table.keyIndexes());
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      LogicalType type = table.columns().get(table.keyIndexes()[i]).type();
      parts.add(table.key().get(i) + "=" + (key.readable() ? text(type, key.value(i)) : "?"));
    }
    return String.join(", ", parts);
  }

  MappingChange result() {
    return new MappingChange(
        after.entitySpec().name(),
        after.spec().label(),
        before.version(),
        after.version(),
        read,
        same,
        changed,
        moved,
        entering,
        leaving,
        refused,
        accepted,
        reasons.entrySet().stream()
            .map(each -> counted(each.getKey(), each.getValue()))
            .sorted(Comparator.comparingLong(MappingChange.Reason::rows).reversed())
            .toList(),
        places.stream()
            .map(Place::tally)
            .filter(ColumnTally::changed)
            .map(ColumnTally::result)
            .sorted(Comparator.comparingLong(ColumnChange::rows).reversed())
            .toList(),
        samples);
  }

  private static MappingChange.Reason counted(MappingChange.Reason reason, long rows) {
    return new MappingChange.Reason(reason.code(), reason.column(), reason.text(), rows);
  }
}
