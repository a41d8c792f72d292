package dev.crossfade.server.wiring;

import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.canary.DataWatch;
import dev.crossfade.engine.canary.TargetWatch;
import dev.crossfade.engine.shadow.ShadowParties;
import dev.crossfade.engine.shadow.ShadowRunner;
import dev.crossfade.engine.shadow.ShadowSettings;
import dev.crossfade.engine.verify.FreshnessProbe;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import java.time.Clock;

/** Puts together what asks both stacks, and what looks at the data behind the new one. */
public final class ShadowWiring {

  private ShadowWiring() {}

  /** Asks both stacks of what is connected. */
  public static ShadowRunner runner(Connected connected) {
    return new ShadowRunner(
        new ShadowParties(
            connected.spec(),
            connected.sources(),
            connected.target(),
            new FreshnessProbe(verifier(connected)),
            ShadowSettings.DEFAULTS,
            Clock.systemUTC(),
            System::nanoTime));
  }

  private static Verifier verifier(Connected connected) {
    return new Verifier(
        Mappings.corrected(connected.compiled(), connected.target()),
        connected.sources(),
        connected.target(),
        VerifySettings.DEFAULTS,
        Clock.systemUTC(),
        Pause.REAL);
  }

  /** Looks at the target of what is connected. */
  public static DataWatch watch(Connected connected) {
    Verifier verifier = verifier(connected);
    return new TargetWatch(
        connected.whole(),
        entity -> connected.spec().entity(entity).isPresent() ? verifier.version(entity) : "",
        connected.target(),
        Clock.systemUTC());
  }
}
