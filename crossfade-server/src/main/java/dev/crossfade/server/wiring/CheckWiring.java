package dev.crossfade.server.wiring;

import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.check.CheckParties;
import dev.crossfade.engine.check.CheckRunner;
import dev.crossfade.engine.check.CheckSettings;
import dev.crossfade.engine.check.LoadChecks;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.target.Selection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts together what runs checks. */
public final class CheckWiring {

  /** An entity to which changes are applied is looked at so often at most. */
  private static final Duration ONCE_IN = Duration.ofMinutes(1);

  /** What takes longer to answer is not answered beside a stream. */
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  private CheckWiring() {}

  /** Runs checks of what is connected. */
  public static CheckRunner runner(Connected connected) {
    return runner(connected, CheckSettings.DEFAULTS);
  }

  /** Asks checks of what somebody follows, and keeps what they find. */
  public static CheckRun onDemand(Connected connected, CheckGraph graph)
      throws InterruptedException {
    AllLive.require(connected.target());
    return runner(connected)
        .run(
            UUID.randomUUID().toString(),
            CheckTrigger.DEMAND,
            connected.compiled().version(),
            graph,
            told -> {});
  }

  /** Notes that so many keys of rows that checks found are shown. */
  public static void shown(Connected connected, long keys) {
    if (keys > 0) {
      connected
          .target()
          .acts()
          .reveal(Selection.ALL, keys, Processes.user(), "shown in a report on checks");
    }
  }

  /** The same one node at a time, so that streams are spared. */
  static CheckRunner sparing(Connected connected) {
    return runner(connected, sparing(CheckSettings.DEFAULTS.limits()));
  }

  private static CheckSettings sparing(InquiryLimits limits) {
    CheckSettings usual = CheckSettings.DEFAULTS;
    return new CheckSettings(1, limits, usual.looks(), usual.patience());
  }

  /**
   * What asks about changes that were applied, also one node at a time; questions are short.
   *
   * @param overridden checks that somebody answers for
   */
  static LoadChecks loads(Connected connected, Supplier<List<CheckOverridden>> overridden) {
    InquiryLimits brief = new InquiryLimits(AT_MOST, CheckSettings.DEFAULTS.limits().rows());
    return new LoadChecks(
        parties(connected, sparing(brief)), connected.compiled().version(), ONCE_IN, overridden);
  }

  private static CheckRunner runner(Connected connected, CheckSettings settings) {
    return new CheckRunner(parties(connected, settings));
  }

  private static CheckParties parties(Connected connected, CheckSettings settings) {
    VerifySettings verify = VerifySettings.DEFAULTS.readers(connected.spec().settings().workers());
    Verifier verifier =
        new Verifier(
            Mappings.corrected(connected.compiled(), connected.target()),
            connected.sources(),
            connected.target(),
            verify,
            Clock.systemUTC(),
            Pause.REAL);
    return new CheckParties(
        connected.spec(),
        connected.sources(),
        connected.target(),
        verifier,
        settings,
        Clock.systemUTC());
  }
}
