package dev.crossfade.server.command;

import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Audits;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs the audit log. */
@Command(
    name = "checkpoint",
    description = {
      "Brings what was committed into the audit log, signs its state, and prints the signed",
      "checkpoint: keep it where nobody who runs the migration can change it."
    },
    mixinStandardHelpOptions = true)
final class AuditCheckpointCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AuditOptions options = new AuditOptions();

  @Option(
      names = "--new-key",
      paramLabel = "FILE",
      description = "Lets the key in this file, made if need be, sign from here on.")
  private @Nullable Path next;

  AuditCheckpointCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Audits audits = options.open(console)) {
      SignedNote note = next == null ? audits.audit().seal() : audits.audit().changeKey(next);
      console.out().print(note.format());
      console.out().flush();
      if (next != null) {
        console.say("from here on: --key " + next);
      }
    }
    return Exit.OK.code();
  }
}
