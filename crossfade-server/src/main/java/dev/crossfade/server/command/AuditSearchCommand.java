package dev.crossfade.server.command;

import dev.crossfade.core.audit.LeafKind;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.AuditView;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.spi.audit.AuditSearch;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds leaves of the audit log. */
@Command(
    name = "search",
    description = "Lists what is in the audit log, newest first.",
    mixinStandardHelpOptions = true)
final class AuditSearchCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AuditOptions options = new AuditOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only log, key, journal, load or act.")
  private @Nullable LeafKind kind;

  @Option(names = "--actor", paramLabel = "NAME", description = "Only what this one did.")
  private @Nullable String actor;

  @Option(names = "--migration", paramLabel = "NAME", description = "Only about this migration.")
  private @Nullable String migration;

  @Option(names = "--from", paramLabel = "TIME", description = "Not earlier, as ISO 8601 in UTC.")
  private @Nullable Instant from;

  @Option(names = "--until", paramLabel = "TIME", description = "Earlier than this.")
  private @Nullable Instant until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most leaves listed. Default: ${DEFAULT-VALUE}.")
  private int limit;

  AuditSearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Audits audits = options.open(console)) {
      AuditSearch wanted =
          new AuditSearch(kind, actor, migration, from, until, Long.MAX_VALUE, limit);
      output.print(
          new AuditView(options.folder().toString(), audits.audit().search(wanted)), console);
    }
    return Exit.OK.code();
  }
}
