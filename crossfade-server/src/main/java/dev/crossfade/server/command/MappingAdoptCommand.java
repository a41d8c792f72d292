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

  @Mixin private ActOptions options = new ActOptions();

  MappingAdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Replays replays = Replays.open(options.folder(), console.environment())) {
      List<String> changed =
          replays.changed().stream().map(each -> each.mapping().spec().label()).toList();
      boolean adopted = !options.dryRun() && !changed.isEmpty();
      if (adopted) {
        replays.adopt(options.reason());
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("migration", replays.rows().migration());
      facts.put("dryRun", options.dryRun());
      facts.put("changed", changed);
      List<String> next = adopted ? List.of("crossfade run " + options.folder()) : List.of();
      options.print(new ActView("adopt", sentence(changed), facts, next), console);
    }
    return Exit.OK.code();
  }

  private String sentence(List<String> changed) {
    if (changed.isEmpty()) {
      return "The mappings are those that rows are written with.";
    }
    return (options.dryRun() ? "Would be adopted: " : "Adopted: ")
        + String.join(", ", changed)
        + (options.dryRun() ? "." : ". A run that is under way goes on by it within seconds.");
  }
}
