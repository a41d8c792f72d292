package dev.crossfade.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.event.KeyValuePair;

/**
 * Gives an event the keys that its message has as {@code entity={}}, so that programs find them
 * where all the others are. Lets everything through.
 */
final class MessageKeys extends Filter<ILoggingEvent> {

  private static final Pattern PLACE = Pattern.compile("(?:\\b(\\w+)=)?\\{}");

  @Override
  public FilterReply decide(ILoggingEvent event) {
    Object[] values = event.getArgumentArray();
    if (values != null && event instanceof LoggingEvent keyed) {
      add(keyed, values);
    }
    return FilterReply.NEUTRAL;
  }

  private static void add(LoggingEvent event, Object[] values) {
    List<KeyValuePair> given = event.getKeyValuePairs();
    Set<String> there =
        Stream.ofNullable(given)
            .flatMap(List::stream)
            .map(pair -> pair.key)
            .collect(Collectors.toSet());
    Matcher place = PLACE.matcher(event.getMessage());
    for (int i = 0; i < values.length && place.find(); i++) {
      String key = place.group(1);
      if (key != null && there.add(key)) {
        event.addKeyValuePair(new KeyValuePair(key, String.valueOf(values[i])));
      }
    }
  }
}
