package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that complete commands. */
class CompletionTest {

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    int exit = Main.run(new PrintWriter(out), new PrintWriter(out), Map.of(), "completion", shell);
    assertThat(exit).isZero();
    return out.toString();
  }

  @Test
  void bashCompletesASubcommand(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("completion.bash");
    String ask =
        "\nCOMP_WORDS=(crossfade migration sho); COMP_CWORD=2; COMP_LINE='crossfade migration sho';"
            + " COMP_POINT=23; _complete_crossfade; echo \"${COMPREPLY[@]}\"\n";
    Files.writeString(file, script("bash") + ask);
    Process bash = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).start();

    assertThat(new String(bash.getInputStream().readAllBytes()).strip()).endsWith("show");
  }

  /** In lower case, as everybody writes them. */
  @Test
  void bashCompletesTheShapeOfAResult(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("completion.bash");
    String line = "crossfade migration list -o js";
    String ask =
        "\nCOMP_WORDS=(%s); COMP_CWORD=4; COMP_LINE='%s'; COMP_POINT=%d; _complete_crossfade 2>/dev/null; echo \"${COMPREPLY[@]}\"\n"
            .formatted(line, line, line.length());
    Files.writeString(file, script("bash") + ask);
    Process bash = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).start();

    assertThat(new String(bash.getInputStream().readAllBytes()).strip()).endsWith("json");
  }

  @Test
  void bashCompletesTheShellOfAScript(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("completion.bash");
    String ask =
        "\nCOMP_WORDS=(crossfade completion ''); COMP_CWORD=2; COMP_LINE='crossfade completion ';"
            + " COMP_POINT=21; _complete_crossfade; echo \"${COMPREPLY[@]}\"\n";
    Files.writeString(file, script("bash") + ask);
    Process bash = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).start();

    assertThat(new String(bash.getInputStream().readAllBytes()).strip())
        .contains("bash", "zsh", "fish");
  }

  @Test
  void zshLoadsItsBridgeFirst() {
    assertThat(script("zsh")).startsWith("autoload").contains("_complete_crossfade");
  }

  @Test
  void fishKnowsEveryCommandAndOption() {
    assertThat(script("fish").lines())
        .contains(
            "complete -c crossfade -n '__fish_use_subcommand' -a migration -d 'Migrations on a"
                + " server.'")
        .anyMatch(
            line ->
                line.startsWith(
                        "complete -c crossfade -n '__fish_seen_subcommand_from migration; and"
                            + " not __fish_seen_subcommand_from list show")
                    && line.contains("-a pause"))
        .anyMatch(line -> line.contains("from pause'") && line.contains("-l wait"))
        .contains(
            "complete -c crossfade -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'")
        .as("folders, and words")
        .contains("complete -c crossfade -n '__fish_seen_subcommand_from apply' -F")
        .anyMatch(
            line ->
                line.contains("from list'")
                    && line.contains("-l output -x -a 'table json yaml csv'"));
  }

  @Test
  void fishCompletesASubcommandAndTheShapeOfAResult(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "needs Debian's package fish");
    Path file = folder.resolve("completion.fish");
    String ask =
        "\ncomplete -C 'crossfade migration sho'\ncomplete -C 'crossfade migration show -o js'\n";
    Files.writeString(file, script("fish") + ask);
    ProcessBuilder fish = new ProcessBuilder("/usr/bin/fish", "--no-config", file.toString());
    fish.environment().put("HOME", folder.toString());
    Process process = fish.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes()).lines())
        .extracting(line -> line.replaceFirst("\t.*", ""))
        .containsExactly("show", "json");
  }
}
