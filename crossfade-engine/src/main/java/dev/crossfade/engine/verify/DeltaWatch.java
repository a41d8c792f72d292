package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.UnloggedCounts;
import dev.crossfade.spi.target.HeldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares what was touched again and again, each time since the last time, by streams and
 * connections that stay open: what it takes to compare the last changes is little more than to read
 * them. Where touched keys are not enough nothing is compared, for nobody has the time. One thread.
 */
public final class DeltaWatch implements AutoCloseable {

  private final Verifier verifier;
  private final KeptStreams streams;
  private final KeyReaders readers;
  private final Map<String, UpkeepBase> bases = new TreeMap<>();
  private final List<Verdict> unrecorded = new ArrayList<>();

  /**
   * What came out of a comparison.
   *
   * @param verdicts of entities that were compared; none when there are hindrances
   * @param hindrances why entities would have to be compared as a whole, one line each
   */
  public record Round(List<Verdict> verdicts, List<String> hindrances) {

    public Round {
      verdicts = List.copyOf(verdicts);
      hindrances = List.copyOf(hindrances);
    }
  }

  /**
   * Begins at the last verdicts.
   *
   * @param verifier by whom it is compared
   * @param streams of the sources
   * @param entities all of them
   */
  public DeltaWatch(Verifier verifier, StreamAccess streams, List<String> entities) {
    this.verifier = verifier;
    this.streams = new KeptStreams(streams);
    Parties parties = verifier.parties();
    this.readers = KeyReaders.open(parties);
    entities.forEach(entity -> bases.put(entity, UpkeepBase.of(parties.scope(entity), parties)));
  }

  /** Compares while writes go on; the target remembers the verdicts. */
  public Round compare() throws InterruptedException {
    Round round = compare(verifier.parties().fence());
    List<String> overtaken = record();
    return overtaken.isEmpty() ? round : new Round(List.of(), overtaken);
  }

  /**
   * Compares while nobody writes, and has no time: the target remembers the verdicts once they are
   * to be {@link #record}ed.
   *
   * @param behind marks behind everything that was written, by source; they are published. Sources
   *     that are not named get one, and it is waited for
   */
  public Round compare(Map<String, Long> behind) throws InterruptedException {
    return compare(verifier.parties().fence().still(behind));
  }

  /**
   * Has the target remember the verdicts that it does not know yet.
   *
   * @return of which entities it does not, and why, one line each
   */
  public List<String> record() {
    List<String> overtaken = new ArrayList<>();
    while (!unrecorded.isEmpty()) {
      Verdict verdict = unrecorded.get(0);
      if (!verifier.recordUpkeep(verdict)) {
        overtaken.add(whole(verdict.entity(), Upkeep.OVERTAKEN));
      }
      unrecorded.remove(0);
    }
    return overtaken;
  }

  private static String whole(String entity, String why) {
    return entity + " would have to be compared as a whole, because " + why;
  }

  private Round compare(Fence fence) throws InterruptedException {
    List<String> hindrances = madeAgain();
    if (!hindrances.isEmpty()) {
      return new Round(List.of(), hindrances);
    }
    Map<String, Upkept> entities = new TreeMap<>();
    bases.forEach(
        (entity, base) -> entities.put(entity, Upkept.of(verifier.parties().scope(entity), base)));
    Touched touched = Touched.since(verifier.parties(), streams, entities, fence);
    entities.forEach((entity, each) -> hindrance(entity, each).ifPresent(hindrances::add));
    List<Verdict> verdicts = new ArrayList<>();
    if (hindrances.isEmpty()) {
      List<HeldTable> held = verifier.parties().target().holds().all();
      for (Map.Entry<String, Upkept> each : entities.entrySet()) {
        verdicts.add(verdict(each.getKey(), each.getValue(), touched, fence, held));
      }
    }
    return new Round(verdicts, hindrances);
  }

  /**
   * Nothing is compared once rows were written since of which no log tells, with or without key.
   */
  private List<String> madeAgain() {
    Map<String, Long> counts = UnloggedCounts.of(bases.keySet(), verifier.parties().progress());
    List<String> hindrances = new ArrayList<>();
    bases.forEach(
        (entity, base) -> {
          String why = base.at(counts.getOrDefault(entity, 0L)).refusal();
          if (base.refusal().isEmpty() && !why.isEmpty()) {
            hindrances.add(whole(entity, why));
          }
        });
    return hindrances;
  }

  /** An entity without key has nothing else than full passes: it is no hindrance. */
  private static Optional<String> hindrance(String entity, Upkept upkept) {
    String why = upkept.keys().refusal();
    return why.isEmpty() || upkept.scope().shape().appendOnly()
        ? Optional.empty()
        : Optional.of(whole(entity, why));
  }

  private Verdict verdict(
      String entity, Upkept upkept, Touched touched, Fence fence, List<HeldTable> held)
      throws InterruptedException {
    String refusal = upkept.keys().refusal();
    if (!refusal.isEmpty()) {
      Verdict whole = verifier.full(entity, refusal);
      bases.put(entity, UpkeepBase.of(upkept.scope(), verifier.parties()));
      return whole;
    }
    String why = Verifier.heldTables(upkept.scope(), held);
    Verdict verdict = verifier.upkeep(upkept, touched, readers, fence, why);
    unrecorded.add(verdict);
    if (verdict.result() == Verdict.Result.EQUAL) {
      bases.put(entity, upkept.base().reached(streams.read()));
    }
    return verdict;
  }

  @Override
  public void close() {
    try (readers) {
      streams.close();
    }
  }
}
