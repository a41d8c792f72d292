package dev.crossfade.server.command;

import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.server.audit.MigrationAudit;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.RowHistoryView;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.RowKeys;
import dev.crossfade.verify.BundleFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes proofs of everything that happened to a row. */
@Command(
    name = "prove",
    description = {
      "Lists everything that was ever done to a row of the target, and writes a bundle that proves",
      "it to anybody with audit verify. The bundle holds hashes only, no value of the row."
    },
    mixinStandardHelpOptions = true)
final class AuditProveCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private AuditOptions options = new AuditOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(index = "1", paramLabel = "ENTITY", description = "Entity of the row.")
  private String entity = "";

  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "KEY",
      description = "Its key, a value for each column.")
  private List<String> key = new ArrayList<>();

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      required = true,
      description = "Where to write the proofs.")
  private Path bundle = Path.of("");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Kept checkpoints; the bundle shows that the log goes on from them.")
  private List<Path> kept = new ArrayList<>();

  @Option(
      names = "--thorough",
      description = {
        "Reads all records of the entity instead of asking the index, and compares those of each",
        "load with its leaf in the log. So nothing can be left out."
      })
  private boolean thorough;

  AuditProveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<SignedNote> notes = new ArrayList<>();
    kept.forEach(file -> notes.addAll(BundleFiles.checkpoints(file)));
    try (Audits audits = options.open(console)) {
      EntityShape shape = audits.keyed(entity);
      Key row = RowKeys.key(shape, key);
      MigrationAudit.Search search =
          thorough ? MigrationAudit.Search.THOROUGH : MigrationAudit.Search.QUICK;
      List<RowHistory.Done> history =
          BundleOutput.write(bundle, out -> audits.audit().prove(shape, row, search, notes, out));
      output.print(
          new RowHistoryView(entity, bundle.toString(), RowHistory.steps(history)), console);
      return (history.isEmpty() ? Exit.NOT_FOUND : Exit.OK).code();
    }
  }
}
