package dev.crossfade.server.command;

import dev.crossfade.core.spec.TlsSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What options of a command say about how a connection is protected. */
final class Said {

  private Said() {}

  /**
   * As a specification would say it.
   *
   * @param plain whether TLS was waived, beyond this machine as well
   */
  static TlsSpec of(@Nullable Path root, boolean plain) {
    return new TlsSpec(
        plain ? TlsSpec.Mode.DISABLE : null,
        root == null ? null : root.toAbsolutePath().normalize().toString(),
        null,
        null,
        plain ? TlsSpec.Insecure.ALLOWED : TlsSpec.Insecure.REFUSED);
  }
}
