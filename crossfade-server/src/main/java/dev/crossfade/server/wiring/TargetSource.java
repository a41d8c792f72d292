package dev.crossfade.server.wiring;

import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.DatabaseUrl;

/** The target as a database whose log is read. */
final class TargetSource {
  private TargetSource() {}

  /** How it is reached: as the target is, under a name that no source has. */
  static SourceSettings settings(MigrationSpec spec, Secrets secrets) {
    TargetSpec target = spec.target();
    DatabaseUrl url = DatabaseUrl.parse(secrets.text(target.url()));
    return new SourceSettings(
        target.type(),
        url.host(),
        url.port(),
        url.database(),
        secrets.text(target.user()),
        secrets.text(target.password()),
        spec.name(),
        TargetLog.SOURCE,
        ZeroDates.REFUSE,
        Protection.of(target.tls(), url.host(), "the target", secrets.files()));
  }
}
