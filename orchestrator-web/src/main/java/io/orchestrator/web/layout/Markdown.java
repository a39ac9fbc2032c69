package io.orchestrator.web.layout;

import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Text that authors wrote as Markdown. HTML in it is shown as it was typed, links lead to the web only, images are links. */
@Component("markdown")
public class Markdown {

    private static final int LONGEST = 100_000;

    private final Parser parser = Parser.builder().build();
    private final HtmlRenderer html = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> new Outward())
            .build();
    private final TextContentRenderer plain = TextContentRenderer.builder().build();

    /** Markup that is safe in a page; empty for null. */
    public String html(@Nullable String text) {
        return text == null ? "" : html.render(parsed(text));
    }

    /** Its words in one line, without marks; empty for null. */
    public String plain(@Nullable String text) {
        return text == null
                ? ""
                : plain.render(parsed(text)).replaceAll("\\s+", " ").strip();
    }

    private Node parsed(String text) {
        var document = parser.parse(text.substring(0, Math.min(text.length(), LONGEST)));
        document.accept(new NoImages());
        return document;
    }

    /** Nothing is fetched from elsewhere when a page is opened. */
    private static final class NoImages extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            var link = new Link(image.getDestination(), image.getTitle());
            for (var child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                link.appendChild(child);
            }
            image.insertAfter(link);
            image.unlink();
        }
    }

    /** Where a link leads must not learn where it came from. */
    private static final class Outward implements AttributeProvider {
        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (tag.equals("a")) {
                attributes.put("rel", "noopener noreferrer nofollow");
            }
        }
    }
}
