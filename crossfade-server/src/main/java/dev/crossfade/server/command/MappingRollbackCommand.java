package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.MappingRollbackView;
import dev.crossfade.server.view.MappingRollbackView.Outcome;
import dev.crossfade.server.view.RollbackProposal;
import dev.crossfade.server.wiring.MappingVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets earlier mappings take the place of those that rows are written with. */
@Command(
    name = "rollback",
    description = {
      "Makes the folder's mappings those of an earlier revision, commits that, and lets them take the",
      "place of those that rows are written with: all their rows are read again, behind the stream."
    },
    mixinStandardHelpOptions = true)
final class MappingRollbackCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description =
          "What git calls it. Default: the latest commit before those in use whose mappings are"
              + " others.")
  private @Nullable String revision;

  @Option(
      names = "--dry-run",
      description = "Only tells which files and which rows would be others, and by how much.")
  private boolean dryRun;

  MappingRollbackCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!dryRun && reason.text().isBlank()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--reason TEXT is needed where this is not a --dry-run");
    }
    try (MappingVersions versions = MappingVersions.open(folder.folder(), console.environment())) {
      RollbackProposal proposal = versions.rollback(revision);
      List<String> changed = versions.changed(proposal);
      List<String> notes = new ArrayList<>(versions.unreached(proposal));
      if (!dryRun) {
        notes.addAll(versions.rollBack(proposal, reason.text()));
      }
      Outcome outcome = new Outcome(changed, dryRun ? versions.effect(proposal) : null, notes);
      output.print(
          new MappingRollbackView(
              versions.migration(), folder.folder().toString(), proposal, outcome),
          console);
      return (proposal.problems().isEmpty() ? Exit.OK : Exit.BLOCKED).code();
    }
  }
}
