package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.answer.Flaws;
import dev.crossfade.server.answer.ProblemAnswers;
import dev.crossfade.server.answer.ProblemDocument;
import dev.crossfade.server.answer.StoreFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Answers with what went wrong, in the one form; nobody sees a stack trace. */
@RestControllerAdvice
class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @ExceptionHandler
  ResponseEntity<ProblemDocument> known(ProblemException thrown, HttpServletRequest request) {
    return ProblemAnswers.of(thrown.problems(), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> body(
      HttpMessageNotReadableException thrown, HttpServletRequest request) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return ProblemAnswers.of(known.problems(), request);
      }
    }
    String pointer = thrown.getCause() instanceof JacksonException json ? pointer(json) : "";
    return known(Flaws.invalid(pointer, "It cannot be read as what belongs there."), request);
  }

  /** Without Jackson's own message: it may repeat what was sent. */
  private static String pointer(JacksonException thrown) {
    return thrown.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "" + step.getIndex() : step.getPropertyName())
        .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> missing(
      MissingServletRequestParameterException thrown, HttpServletRequest request) {
    return known(Flaws.invalid("#" + thrown.getParameterName(), "It is missing."), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> mismatch(
      MethodArgumentTypeMismatchException thrown, HttpServletRequest request) {
    return known(Flaws.invalid("#" + thrown.getName(), "It is of another type."), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> binding(
      ServletRequestBindingException thrown, HttpServletRequest request) {
    return known(Flaws.invalid("", "A parameter is missing or of another type."), request);
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<ProblemDocument> nothing(HttpServletRequest request) {
    return known(Flaws.notFound("such address"), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> mediaType(
      HttpMediaTypeNotSupportedException thrown, HttpServletRequest request) {
    return answer(
        ApiProblem.MEDIA_TYPE, "The body's type is not understood.", "Send JSON.", request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> notAcceptable(
      HttpMediaTypeNotAcceptableException thrown, HttpServletRequest request) {
    return answer(
        ApiProblem.NOT_ACCEPTABLE,
        "No type that you accept can be given.",
        "Accept JSON.",
        request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> method(
      HttpRequestMethodNotSupportedException thrown, HttpServletRequest request) {
    return answer(
        ApiProblem.METHOD, "This address does not take this method.", "Use another.", request);
  }

  private static ResponseEntity<ProblemDocument> answer(
      ApiProblem code, String what, String fix, HttpServletRequest request) {
    return ProblemAnswers.of(List.of(Problem.of(code, what, "", fix)), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> query(
      InvalidParameterException thrown, HttpServletRequest request) {
    return known(Flaws.invalid("", "The query cannot be read."), request);
  }

  /** The store is away or busy. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    QueryTimeoutException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class,
    TransactionSystemException.class
  })
  ResponseEntity<ProblemDocument> away(Exception thrown, HttpServletRequest request) {
    LOG.atWarn().setCause(thrown).log("the control store failed");
    return ProblemAnswers.of(List.of(StoreFailure.of(request)), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> data(DataAccessException thrown, HttpServletRequest request) {
    return unknown(thrown, request);
  }

  /** The client is gone; there is nobody to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException thrown) {
    LOG.atDebug().setCause(thrown).log("a client went away");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> unknown(Exception thrown, HttpServletRequest request) {
    LOG.atError().setCause(thrown).log("a request failed unexpectedly");
    Problem problem =
        Problem.of(
            ServerProblem.INTERNAL,
            "The server failed in a way that it does not know.",
            "This is a fault of Crossfade.",
            "Report it with the server's log of this trace.");
    return ProblemAnswers.of(List.of(problem), request);
  }
}
