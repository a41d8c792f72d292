package dev.crossfade.server.command;

import dev.crossfade.core.spec.TlsSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How connections to databases that no specification names yet are protected. */
final class DatabaseTlsOptions {

  @ArgGroup private Trusted trusted = new Trusted();

  /** One or the other. */
  static final class Trusted {
    @Option(
        names = "--root",
        paramLabel = "FILE",
        description =
            "PEM file of whom to believe about the databases. Default: whom this Java believes, and"
                + " nobody is asked on this machine.")
    private @Nullable Path root;

    @Option(names = "--insecure", description = "Allows databases beyond this machine without TLS.")
    private boolean plain;
  }

  TlsSpec said() {
    return Said.of(trusted.root, trusted.plain);
  }
}
