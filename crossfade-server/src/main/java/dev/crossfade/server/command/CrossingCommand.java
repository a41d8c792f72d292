package dev.crossfade.server.command;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Crossings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * A command that moves clients, or looks at that, with everything at hand that the folder names.
 */
abstract class CrossingCommand implements Callable<Integer> {
  final Console console;
  @Mixin final CrossingOptions options = new CrossingOptions();

  CrossingCommand(Console console) {
    this.console = console;
  }

  @Override
  public final Integer call() throws InterruptedException {
    try (Crossings crossings = options.open(console)) {
      return with(crossings).code();
    }
  }

  abstract Exit with(Crossings crossings) throws InterruptedException;
}
