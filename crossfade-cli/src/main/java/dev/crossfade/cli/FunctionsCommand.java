package dev.crossfade.cli;

import dev.crossfade.mapping.function.FunctionManual;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the functions expressions may call. */
@Command(
    name = "functions",
    description = "Lists the functions expressions may call.",
    mixinStandardHelpOptions = true)
final class FunctionsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Objects.requireNonNull(spec).commandLine().getOut().print(FunctionManual.markdown());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
