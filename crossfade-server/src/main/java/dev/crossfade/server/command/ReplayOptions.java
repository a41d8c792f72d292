package dev.crossfade.server.command;

import dev.crossfade.server.view.ReplayView;
import dev.crossfade.server.wiring.Replays;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.Selection;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How rows are to be replayed. */
final class ReplayOptions {

  @Option(
      names = "--dry-run",
      description = "Only tells how many rows would pass, and why others would not.")
  private boolean dryRun;

  @Mixin private ReasonOption reason = new ReasonOption();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long to wait until it is carried out. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  /** Tries it, or asks for it and waits. */
  ReplayView carryOut(Replays replays, String folder, Selection what, List<Correction> corrections)
      throws InterruptedException {
    String migration = replays.rows().migration();
    if (dryRun) {
      return ReplayView.of(migration, folder, replays.attempt(what, corrections));
    }
    Act act = replays.replay(what, corrections, reason.text());
    boolean followed = replays.mayBeFollowed();
    return new ReplayView(
        migration,
        folder,
        null,
        replays.await(act, Duration.ofSeconds(followed ? seconds : 0)),
        followed);
  }

  /** What the command ends with. */
  Exit exit(ReplayView view) {
    return view.done() || !view.followed() ? Exit.OK : Exit.TIMEOUT;
  }
}
