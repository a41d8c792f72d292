package dev.crossfade.server.command;

import dev.crossfade.core.spec.TlsSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How the connection to a control store is protected. */
final class ControlTlsOptions {

  @ArgGroup private Trusted trusted = new Trusted();

  /** One or the other. */
  static final class Trusted {
    @Option(
        names = "--control-root",
        paramLabel = "FILE",
        description =
            "PEM file of whom to believe about the control store. Default: whom this Java believes.")
    private @Nullable Path root;

    @Option(
        names = "--control-insecure",
        description = "Allows a control store beyond this machine without TLS.")
    private boolean plain;
  }

  TlsSpec said() {
    return Said.of(trusted.root, trusted.plain);
  }
}
