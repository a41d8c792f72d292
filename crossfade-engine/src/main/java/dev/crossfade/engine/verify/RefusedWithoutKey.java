package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.verify.RefusedGatherer.Nameless;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Proves that rows which their mapping refuses, and which have no target key, are in quarantine as
 * often as they occur, and as they are. They are read again behind the first pass, if it saw any;
 * what is lost must be so in every round. Where a row may or may not be what is parked, the answer
 * is unknown.
 */
final class RefusedWithoutKey {

  private final Scope scope;
  private final BothSides sides;
  private final Fence fence;
  private final Pause pause;
  private final VerifySettings settings;
  private final QuarantineStore quarantine;
  private long discarded;

  RefusedWithoutKey(
      Scope scope,
      BothSides sides,
      Fence fence,
      Pause pause,
      VerifySettings settings,
      QuarantineStore quarantine) {
    this.scope = scope;
    this.sides = sides;
    this.fence = fence;
    this.pause = pause;
    this.settings = settings;
    this.quarantine = quarantine;
  }

  /** The name of a row of a source, among the rows of all sources. */
  static String name(String source, String name) {
    return source + " " + name;
  }

  /**
   * Judges the refused rows.
   *
   * @param seen what the first pass saw, by name
   */
  void judge(Map<String, Long> seen, Findings findings) throws InterruptedException {
    if (seen.isEmpty()) {
      return;
    }
    RefusedRounds rounds = new RefusedRounds();
    for (int round = 0; ; round++) {
      List<Nameless> rows = refused();
      if (!fence.passed(fence.marks(scope.sources()))) {
        findings.fenceFailed();
        return;
      }
      rounds.add(match(rows));
      if (rounds.settled() || round + 1 >= settings.stableRounds()) {
        tell(rows.size(), rounds, findings);
        return;
      }
      pause.sleep(settings.pauseBefore(round + 1));
    }
  }

  private RefusedMatch match(List<Nameless> rows) {
    List<Parked> parked = parked();
    discarded = parked.stream().filter(Parked::discarded).count();
    return scope.table().keyless()
        ? RefusedMatch.byValues(rows, parked)
        : RefusedMatch.byName(rows, parked);
  }

  private List<Nameless> refused() throws InterruptedException {
    return sides.scanExpected(() -> new RefusedGatherer(scope)).stream()
        .flatMap(gatherer -> gatherer.rows().stream())
        .toList();
  }

  private List<Parked> parked() {
    return new ParkedImages(scope, quarantine)
        .withoutKey().stream()
            .filter(change -> !scope.table().keyless() || !change.byTarget())
            .filter(change -> !change.gone())
            .collect(Collectors.toCollection(ArrayList::new));
  }

  private void tell(long rows, RefusedRounds rounds, Findings findings) {
    List<String> lost = rounds.lost();
    long found = rows - lost.size() - rounds.open();
    findings.refused(found);
    findings.discarded(Math.min(found, discarded));
    findings.unsettled(rounds.open());
    lost.forEach(
        name ->
            findings.mismatch(
                new Mismatch(scope.shape().name(), MismatchKind.MISSING, name, List.of())));
  }
}
