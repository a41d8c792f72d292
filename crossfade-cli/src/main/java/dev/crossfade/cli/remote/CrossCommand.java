package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Lets a server move clients; whether it does is known only once its list is made. */
abstract class CrossCommand extends ActionCommand {

  private CrossCommand(Map<String, String> environment, Action action) {
    super(environment, action);
  }

  @Override
  final JsonNode asked(Api api, JsonNode begun, WaitOption wait) {
    JsonNode known = wait.recorded(api, begun, this::note);
    PreflightCommand.wrong(known.path("result"), this::note);
    return known;
  }

  /** To the new stack. */
  static final class There extends CrossCommand {

    @Option(
        names = "--unrehearsed",
        description = "Goes on although item rehearsal does not pass, so that it can be rehearsed.")
    private boolean unrehearsed;

    There(Map<String, String> environment) {
      super(environment, Action.CUT_OVER);
    }

    @Override
    @Nullable Object body() {
      return unrehearsed ? Map.of("unrehearsed", true) : null;
    }
  }

  /** Back to the legacy stack. */
  static final class Back extends CrossCommand {

    Back(Map<String, String> environment) {
      super(environment, Action.ROLL_BACK);
    }
  }
}
