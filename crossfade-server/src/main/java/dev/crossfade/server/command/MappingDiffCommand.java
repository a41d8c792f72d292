package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.MappingDiffView;
import dev.crossfade.server.view.QuarantineView.Masking;
import dev.crossfade.server.wiring.MappingVersions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two versions of the mappings on the same rows. */
@Command(
    name = "diff",
    description = {
      "Maps the rows that the sources have now by the mappings of the folder and by those that rows",
      "are written with, and shows which rows and columns would be others, and by how much."
    },
    mixinStandardHelpOptions = true)
final class MappingDiffCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @ArgGroup private @Nullable Other other;

  @Option(names = "--entity", paramLabel = "NAME", description = "Only this entity.")
  private @Nullable String entity;

  @Option(
      names = "--show-values",
      description = "Shows source keys and values, which are masked otherwise; this is recorded.")
  private boolean values;

  /** One of the two at most. */
  static final class Other {
    @Option(
        names = "--before",
        paramLabel = "FOLDER",
        description = "Compare with the mappings of this folder instead.")
    private @Nullable Path before;

    @Option(
        names = "--revision",
        paramLabel = "REVISION",
        description = "Compare with what git has of the folder at this revision instead.")
    private @Nullable String revision;
  }

  MappingDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (MappingVersions versions = MappingVersions.open(folder.folder(), console.environment())) {
      MappingDiffView.Found found = found(versions);
      long shown = found.changes().stream().mapToLong(each -> each.samples().size()).sum();
      if (values && shown > 0) {
        versions.reveal(entity, shown);
      }
      Masking masking = values ? Masking.SHOWN : Masking.MASKED;
      output.print(
          new MappingDiffView(versions.migration(), folder.folder().toString(), found, masking),
          console);
    }
    return Exit.OK.code();
  }

  private MappingDiffView.Found found(MappingVersions versions) {
    Path before = other == null ? null : other.before;
    String revision = other == null ? null : other.revision;
    if (before != null) {
      return versions.with(before, entity);
    }
    return revision == null ? versions.withInUse(entity) : versions.with(revision, entity);
  }
}
