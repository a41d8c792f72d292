package dev.crossfade.server.wiring;

import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.DatabaseUrl;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.traffic.RouteStore;

/** Opens where journal and leases of a migration are: beside its data, in the target. */
final class Controls {

  private Controls() {}

  static ControlStore open(MigrationSpec spec, Secrets secrets) {
    return ControlStores.open(settings(spec, secrets));
  }

  /** Where the route record is, in the same place. */
  static RouteStore routes(MigrationSpec spec, Secrets secrets) {
    return ControlStores.routes(settings(spec, secrets));
  }

  private static ControlSettings settings(MigrationSpec spec, Secrets secrets) {
    TargetSpec target = spec.target();
    DatabaseUrl url = DatabaseUrl.parse(secrets.text(target.url()));
    return new ControlSettings(
        url.host(),
        url.port(),
        url.database(),
        secrets.text(target.user()),
        secrets.text(target.password()),
        ControlSettings.Place.TARGET,
        Protection.of(target.tls(), url.host(), "the target", secrets.files()));
  }
}
