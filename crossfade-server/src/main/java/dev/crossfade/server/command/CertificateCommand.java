package dev.crossfade.server.command;

import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.cutover.Certificates;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Crossings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what the latest crossing rested on into a signed file. */
@Command(
    name = "certificate",
    description = {
      "Writes what the latest cutover or rollback rested on into a file that is signed by the key of"
          + " the audit log: positions, verdicts, checks, who agreed, hashes, times.",
      "crossfade cutover verify FILE --key KEY checks it with nothing else."
    },
    mixinStandardHelpOptions = true)
final class CertificateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final FolderArgument folder = new FolderArgument();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "File of the audit log's key. Default: audit/key in the data folder.")
  private @Nullable Path key;

  CertificateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Crossings crossings =
            Crossings.open(folder.folder(), folder.data(), null, console.environment());
        Audits audits = Audits.open(folder.folder(), folder.data(), key, console.environment())) {
      SignedNote note =
          new Certificates(crossings).sign(audits.audit(), Clock.systemUTC().instant());
      write(file, note);
      console.say("wrote " + file + "; next: crossfade cutover verify " + file + " --key KEY");
    }
    return Exit.OK.code();
  }

  /** Writes it as it was signed. */
  static void write(Path file, SignedNote note) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, note.format(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The certificate cannot be written to " + file + ".",
              String.valueOf(e.getMessage()),
              "Name a file in a folder that can be written to.")
          .raise(e);
    }
  }
}
