package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.Replays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets changed mappings take the place of others. */
@Command(
    name = "adopt",
    description = {
      "Lets the mappings of the folder take the place of those that history was loaded with. The",
      "next run reads all their rows again, behind the stream, and writes them by the new rules."
    },
    mixinStandardHelpOptions = true)
final class MappingAdoptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FolderArgument folder = new FolderArgument();
  @Mixin private OutputOption output = new OutputOption();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason = "";

  @Option(names = "--dry-run", description = "Only tells which mappings that would be.")
  private boolean dryRun;

  MappingAdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Replays replays = Replays.open(folder.folder(), console.environment())) {
      List<String> changed =
          replays.changed().stream().map(each -> each.mapping().spec().label()).toList();
      boolean adopted = !dryRun && !changed.isEmpty();
      if (adopted) {
        replays.adopt(reason);
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("migration", replays.rows().migration());
      facts.put("dryRun", dryRun);
      facts.put("changed", changed);
      List<String> next = adopted ? List.of("crossfade run " + folder.folder()) : List.of();
      output.print(new ActView("adopt", sentence(changed), facts, next), console);
    }
    return Exit.OK.code();
  }

  private String sentence(List<String> changed) {
    if (changed.isEmpty()) {
      return "The mappings are those that rows are written with.";
    }
    return (dryRun ? "Would be adopted: " : "Adopted: ")
        + String.join(", ", changed)
        + (dryRun ? "." : ". A run that is under way has to be started again to know of it.");
  }
}
