package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Whether something is only tried, to the interface description. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
    description = "Whether it is only checked, and nothing is changed.",
    schema = @Schema(type = "boolean", defaultValue = "false"))
@interface DryRun {

  /** What a parameter says. */
  final class Value {

    private Value() {}

    static boolean of(@Nullable String text) {
      if (text == null || text.equals("false")) {
        return false;
      } else if (text.equals("true")) {
        return true;
      }
      throw Flaws.invalid("#dry_run", "It is true or false.");
    }
  }
}
