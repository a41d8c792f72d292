package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A request whose body has been read, so that it can be read again. */
final class ReadRequest extends HttpServletRequestWrapper {

  private static final int MOST_BYTES = 8 << 20;

  /** Of nobody in particular, of whom there are any number. */
  private static final int MOST_BYTES_OF_ANYBODY = 64 << 10;

  private final byte[] body;

  private ReadRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  /**
   * Reads the body.
   *
   * @param anybody whether nobody has to be signed in for it
   */
  static ReadRequest of(HttpServletRequest request, boolean anybody) throws IOException {
    int most = anybody ? MOST_BYTES_OF_ANYBODY : MOST_BYTES;
    String type = request.getContentType();
    boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
    byte[] body = form ? new byte[0] : request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw Problem.of(
              ApiProblem.TOO_LARGE,
              "The request is larger than allowed.",
              "It has more than " + most + " bytes.",
              "Send less at once.")
          .raise();
    }
    return new ReadRequest(request, body);
  }

  /** The same for the same request alone. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head = getMethod() + " " + getRequestURI() + "?" + getQueryString();
      digest.update((head + "\0" + getHeader("If-Match") + "\0").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public ServletInputStream getInputStream() {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public int read() {
        return bytes.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        return bytes.read(into, offset, length);
      }

      @Override
      public boolean isFinished() {
        return bytes.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("the body is there");
      }
    };
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }
}
