package dev.crossfade.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of requests of one HTTP/1 connection as Vert.x does, but refuses folded lines,
 * which Vert.x joins, and knows since when a head or an answer does not get done. One event loop.
 */
final class Heads extends VertxHttpRequestDecoder {

  private static final long NEVER = Long.MIN_VALUE;
  private static final byte LINE_FEED = '\n';

  private boolean inHead = true;
  private boolean lineBegins;
  private boolean folded;
  private long headSince = NEVER;
  private long answerSince = NEVER;

  Heads(Http1ServerConfig settings) {
    super(settings);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int from = bytes.readerIndex();
    int before = out.size();
    boolean head = inHead;
    super.decode(context, bytes, out);
    if (head) {
      look(bytes, from, bytes.readerIndex());
    }
    for (int i = before; i < out.size(); i++) {
      decoded(out.get(i));
    }
    if (inHead && headSince == NEVER && out.size() == before && begun(bytes, from)) {
      headSince = System.nanoTime();
    }
  }

  /** Some clients send an empty line behind a body; that is not the next head yet. */
  private static boolean begun(ByteBuf bytes, int from) {
    for (int i = from; i < bytes.writerIndex(); i++) {
      if (bytes.getByte(i) > ' ') {
        return true;
      }
    }
    return false;
  }

  private void decoded(Object part) {
    if (part instanceof HttpMessage message) {
      if (folded) {
        message.setDecoderResult(DecoderResult.failure(new DecoderException("a folded line")));
      }
      inHead = false;
      folded = false;
      lineBegins = false;
      headSince = NEVER;
      // whoever asks anew has taken what there was; the new request has its own time
      answerSince = NEVER;
    }
    if (part instanceof LastHttpContent) {
      inHead = true;
    }
  }

  /** A line that begins with a space or a tab belongs to the one before. */
  private void look(ByteBuf bytes, int from, int to) {
    if (folded || from == to) {
      return;
    }
    if (lineBegins && blank(bytes.getByte(from))) {
      folded = true;
      return;
    }
    int feed = bytes.indexOf(from, to, LINE_FEED);
    while (feed >= 0 && feed + 1 < to) {
      if (blank(bytes.getByte(feed + 1))) {
        folded = true;
        return;
      }
      feed = bytes.indexOf(feed + 1, to, LINE_FEED);
    }
    lineBegins = bytes.getByte(to - 1) == LINE_FEED;
  }

  private static boolean blank(byte value) {
    return value == ' ' || value == '\t';
  }

  /**
   * Whether the client takes longer than it may: for the head of a request, or for the rest of
   * answers that the gateway has handed over.
   */
  boolean late(
      @Nullable ChannelOutboundBuffer leaving, long now, long headNanos, long answerNanos) {
    if (leaving == null || leaving.totalPendingWriteBytes() == 0) {
      answerSince = NEVER;
    } else if (answerSince == NEVER) {
      answerSince = now;
    }
    return (headSince != NEVER && now - headSince > headNanos)
        || (answerSince != NEVER && now - answerSince > answerNanos);
  }
}
