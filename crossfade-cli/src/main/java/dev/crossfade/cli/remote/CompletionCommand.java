package dev.crossfade.cli.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands in a shell.",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** The shells that are known. */
  enum Shell {
    /** Also of zsh, by its own bridge. */
    BASH,
    /** Loads the bridge first. */
    ZSH,
    /** Has a way of its own. */
    FISH
  }

  /** As everybody writes them. */
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Shell.values())
          .map(shell -> shell.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Shells.class,
      description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = Objects.requireNonNull(spec).root().commandLine();
    CommandLine line = spec.commandLine();
    line.getOut().print(script(root, shell));
    line.getOut().flush();
    return Ends.OK;
  }

  static String script(CommandLine root, Shell shell) {
    return switch (shell) {
      case BASH -> AutoComplete.bash("crossfade", root);
      case ZSH ->
          "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
              + AutoComplete.bash("crossfade", root);
      case FISH -> fish(root);
    };
  }

  private static String fish(CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add("# completion of crossfade for fish");
    lines.add("complete -c crossfade -f");
    fish(root, "", lines);
    return String.join("\n", lines) + "\n";
  }

  private static void fish(CommandLine command, String seen, List<String> lines) {
    List<String> names = List.copyOf(command.getSubcommands().keySet());
    String none =
        names.isEmpty() ? "" : "; and not __fish_seen_subcommand_from " + String.join(" ", names);
    String here = seen.isEmpty() ? "__fish_use_subcommand" : seen + none;
    command
        .getSubcommands()
        .forEach(
            (name, sub) ->
                lines.add(
                    "complete -c crossfade -n '"
                        + here
                        + "' -a "
                        + name
                        + describe(sub.getCommandSpec())));
    if (!seen.isEmpty()) {
      command.getCommandSpec().options().forEach(option -> lines.add(option(seen, option)));
      if (command.getCommandSpec().positionalParameters().stream()
          .anyMatch(CompletionCommand::path)) {
        lines.add("complete -c crossfade -n '" + seen + "' -F");
      }
      command.getCommandSpec().positionalParameters().stream()
          .filter(word -> word.completionCandidates() != null)
          .forEach(word -> lines.add("complete -c crossfade -n '" + seen + "' " + words(word)));
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              String deeper = "__fish_seen_subcommand_from " + name;
              fish(sub, seen.isEmpty() ? deeper : seen + "; and " + deeper, lines);
            });
  }

  private static String option(String seen, OptionSpec option) {
    StringBuilder line = new StringBuilder("complete -c crossfade -n '" + seen + "'");
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    return line + argument(option) + quoted(option.description());
  }

  /** One of some words, a file, or something that nobody can guess. */
  private static String argument(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    } else if (path(option)) {
      return " -r -F";
    } else if (option.completionCandidates() == null) {
      return " -x";
    }
    return " -x " + words(option);
  }

  private static String words(ArgSpec argument) {
    List<String> words = new ArrayList<>();
    argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    return "-a '" + String.join(" ", words) + "'";
  }

  private static boolean path(ArgSpec argument) {
    return argument.type().equals(Path.class)
        || Arrays.asList(argument.auxiliaryTypes()).contains(Path.class);
  }

  private static String describe(CommandSpec spec) {
    return quoted(spec.usageMessage().description());
  }

  private static String quoted(String... text) {
    String words = text.length == 0 ? "" : text[0];
    return " -d '" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
