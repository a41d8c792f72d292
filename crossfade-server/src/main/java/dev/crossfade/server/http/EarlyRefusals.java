package dev.crossfade.server.http;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.answer.Trace;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that Tomcat refuses before anything of ours sees them, such as addresses that
 * are too long, as everything else is answered. Made by Tomcat, from its name.
 */
public final class EarlyRefusals extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyRefusals.class);
  private static final int NOT_IMPLEMENTED = 501;
  private static final int VERSION = 505;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    boolean asked =
        (status >= 400 && status < 500) || status == NOT_IMPLEMENTED || status == VERSION;
    if (!asked) {
      super.report(request, response, thrown);
    } else if (response.getContentWritten() == 0 && response.setErrorReported() && open(response)) {
      write(request, response);
    }
  }

  private static boolean open(Response response) {
    AtomicBoolean open = new AtomicBoolean();
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
    return open.get();
  }

  private static void write(Request request, Response response) {
    ProblemException why =
        Flaws.invalid("", "Address and headers have more than 16 KiB together, or are not HTTP.");
    try {
      Trace.give(request, response);
      ProblemAnswers.write(why, request, response);
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("whoever asked did not wait for the refusal: {}", e.getMessage());
    }
  }
}
