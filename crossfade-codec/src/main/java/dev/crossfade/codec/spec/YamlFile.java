package dev.crossfade.codec.spec;

import dev.crossfade.codec.form.Tree;
import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Locations.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Parses one YAML file into a tree with places. No tags, no anchors, no aliases, no code. */
public final class YamlFile {

  private static final int MOST_DEPTH = 40;

  private final String name;
  private final String[] lines;
  private final List<Problem> problems;

  private YamlFile(String name, String text, List<Problem> problems) {
    this.name = name;
    this.lines = text.split("\n", -1);
    this.problems = problems;
  }

  /** The tree, or empty with at least one problem added. */
  public static Optional<Tree> parse(String name, String text, List<Problem> problems) {
    int before = problems.size();
    Optional<Tree> tree = new YamlFile(name, text, problems).parse(text);
    return problems.size() == before ? tree : Optional.empty();
  }

  private Optional<Tree> parse(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setCodePointLimit(4_000_000).build();
    try {
      int before = problems.size();
      int depth = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        refuseAliases(event);
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > MOST_DEPTH) {
          problems.add(tooDeep(event.getStartMark().map(this::location).orElse(start())));
          return Optional.empty();
        }
      }
      if (problems.size() > before) {
        return Optional.empty();
      }
      Optional<Node> node = new Compose(settings).composeString(text);
      if (node.isEmpty()) {
        problems.add(yaml("the file is empty", start()));
      }
      return node.map(root -> tree(root));
    } catch (MarkedYamlEngineException e) {
      Location place = e.getProblemMark().map(this::location).orElse(start());
      problems.add(yaml(e.getProblem(), place));
    } catch (YamlEngineException e) {
      problems.add(
          yaml(
              String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
              new Location(name, 1, 1)));
    }
    return Optional.empty();
  }

  private void refuseAliases(Event event) {
    boolean alias = event instanceof AliasEvent;
    boolean anchor = event instanceof NodeEvent node && node.getAnchor().isPresent();
    if (alias || anchor) {
      problems.add(
          Problem.of(
                  SpecProblem.ALIAS,
                  "YAML anchors and aliases are not used in specifications",
                  "each part has to be readable where it stands",
                  "write the value out")
              .at(event.getStartMark().map(this::location).orElse(start())));
    }
  }

  private static Problem yaml(String why, Location place) {
    return Problem.of(
            SpecProblem.YAML,
            "the file is not valid YAML",
            why.strip(),
            "check indentation, quotes and colons near this place")
        .at(place);
  }

  private static Problem tooDeep(Location place) {
    return yaml("values are nested more than " + MOST_DEPTH + " levels deep", place);
  }

  private Location start() {
    return new Location(name, 1, 1);
  }

  private Location location(Mark mark) {
    return new Location(name, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Tree tree(Node node) {
    Location start = node.getStartMark().map(this::location).orElse(start());
    Place place = new Place(start, start.column());
    if (node instanceof ScalarNode scalar) {
      return new Tree.Scalar(scalar.getValue(), style(scalar, start), contentPlace(scalar, start));
    }
    if (node instanceof SequenceNode sequence) {
      List<Tree> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(tree(item)));
      return new Tree.Items(items, place);
    }
    return fields((MappingNode) node, place);
  }

  private Tree fields(MappingNode node, Place place) {
    Map<String, Tree> values = new LinkedHashMap<>();
    Map<String, Location> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Tree key = tree(tuple.getKeyNode());
      if (!(key instanceof Tree.Scalar scalar)) {
        problems.add(yaml("a key has to be a single value", key.location()));
        continue;
      }
      Location previous = keys.putIfAbsent(scalar.text(), scalar.location());
      if (previous != null) {
        problems.add(duplicate(scalar, previous));
      }
      values.putIfAbsent(scalar.text(), tree(tuple.getValueNode()));
    }
    return new Tree.Fields(values, keys, place);
  }

  private static Problem duplicate(Tree.Scalar key, Location previous) {
    return Problem.of(
            SpecProblem.DUPLICATE_KEY,
            "key '%s' appears twice".formatted(key.text()),
            "the first one is in line " + previous.line(),
            "remove one of them")
        .at(key.location());
  }

  private Tree.Style style(ScalarNode scalar, Location start) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return Tree.Style.NULL;
    }
    if (tag.equals(Tag.INT)) {
      return Tree.Style.WHOLE;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Tree.Style.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Tree.Style.FLAG;
    }
    if (!tag.equals(Tag.STR)) {
      problems.add(yaml("tag " + tag.getValue() + " is not used in specifications", start));
    }
    return Tree.Style.TEXT;
  }

  /** Where the text itself starts: after a quote, or in the line after a block's bar. */
  private Place contentPlace(ScalarNode scalar, Location start) {
    return switch (scalar.getScalarStyle()) {
      case SINGLE_QUOTED, DOUBLE_QUOTED ->
          new Place(
              new Location(start.file(), start.line(), start.column() + 1), start.column() + 1);
      case LITERAL, FOLDED -> block(start);
      default -> new Place(start, start.column());
    };
  }

  private Place block(Location bar) {
    int line = bar.line();
    while (line < lines.length && lines[line].isBlank()) {
      line++;
    }
    int indent = 0;
    while (line < lines.length
        && indent < lines[line].length()
        && lines[line].charAt(indent) == ' ') {
      indent++;
    }
    return new Place(new Location(name, line + 1, indent + 1), indent + 1);
  }
}
