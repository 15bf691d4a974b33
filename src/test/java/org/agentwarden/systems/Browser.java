package org.agentwarden.systems;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A person at a real Chromium without a screen: finds things by what they say, as people do, and waits for them up to 30 s.
 * Not thread-safe.
 */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path AXE = Path.of("target", "axe");
    private static final Duration PATIENCE = LoadFactor.scale(Duration.ofSeconds(30));

    private final URI base;
    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();

    private Browser(URI base, ChromeDriver driver) {
        this.base = base;
        this.driver = driver;
    }

    /** Whether this machine has Chromium and its driver where Debian puts them. */
    public static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    public static Browser start(URI base) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-GB");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        Browser browser = new Browser(base, new ChromeDriver(service, options));
        browser.asDesktop();
        return browser;
    }

    public Browser asDesktop() {
        return sized(1280, 860, false);
    }

    /** The narrowest that is supported: 360 px. */
    public Browser asPhone() {
        return sized(360, 740, true);
    }

    private Browser sized(int width, int height, boolean mobile) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
        return this;
    }

    public Browser light() {
        return colored("light");
    }

    public Browser dark() {
        return colored("dark");
    }

    private Browser colored(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Opens an address of the server, with a reload. */
    public Browser open(String path) {
        driver.get(base + path);
        return this;
    }

    public Browser signIn(String email, String password) {
        open("/sign-in");
        type("Email", email).type("Password", password).press("Sign in");
        see("Sign out");
        return this;
    }

    /** What is left of the server's address in the address bar. */
    public String address() {
        return driver.getCurrentUrl().substring(base.toString().length());
    }

    public String title() {
        return driver.getTitle();
    }

    /** Waits until the title begins with a text. */
    public Browser seeTitle(String beginning) {
        until("the title to begin with " + beginning, () -> title().startsWith(beginning));
        return this;
    }

    /** Waits until the page says something. */
    public Browser see(String text) {
        until("the page to say \"" + text + "\"", () -> text().contains(text));
        return this;
    }

    /** Waits until the page says something no more. */
    public Browser seeNoMore(String text) {
        until("the page not to say \"" + text + "\"", () -> !text().contains(text));
        return this;
    }

    /** All that can be seen, without regard to how it is set. */
    public String text() {
        try {
            return driver.findElement(By.tagName("body")).getText();
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    /** Presses the button, or follows the link, with that text. */
    public Browser press(String text) {
        act("//*[self::button or self::a or self::summary][normalize-space()=" + quoted(text) + "]", WebElement::click);
        return this;
    }

    /** Follows the first link whose text contains this one. */
    public Browser follow(String part) {
        act("//a[contains(normalize-space(), " + quoted(part) + ")]", WebElement::click);
        return this;
    }

    /** Ticks the box whose label begins with a text. */
    public Browser tick(String label) {
        act(
                "//label[starts-with(normalize-space(), " + quoted(label) + ")]//input[@type='checkbox']",
                WebElement::click);
        return this;
    }

    /**
     * Types into the control with that label, in place of what is there. As a person does: the driver's way to empty a
     * field tells the page at once that its value has changed.
     */
    public Browser type(String label, String text) {
        act(control(label), element -> element.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, text));
        return this;
    }

    /** Chooses from the list with that label. */
    public Browser choose(String label, String option) {
        act(control(label) + "/option[starts-with(normalize-space(), " + quoted(option) + ")]", WebElement::click);
        return this;
    }

    /** Types on the keyboard, wherever the focus is. */
    public Browser keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    public Browser enter() {
        return keys(Keys.ENTER);
    }

    /** Whether the button can be pressed. */
    public boolean canPress(String button) {
        return visible("//button[normalize-space()=" + quoted(button) + "]").anyMatch(WebElement::isEnabled);
    }

    /** The first element that a CSS selector finds, as text. */
    public String read(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** How many elements a CSS selector finds. */
    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Opens an address of the server in a tab of its own, and stays there. */
    public Browser openInAnotherTab(String path) {
        driver.switchTo().newWindow(WindowType.TAB);
        return open(path);
    }

    /** Closes this tab and goes on in the first one. */
    public Browser closeTab() {
        driver.close();
        driver.switchTo().window(driver.getWindowHandles().iterator().next());
        return this;
    }

    /** Cuts the browser off the network, or gives it back. */
    public Browser connected(boolean isConnected) {
        command("Network.enable", Map.of());
        command(
                "Network.emulateNetworkConditions",
                Map.of("offline", !isConnected, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** Sends no request more to addresses of the server with these patterns, in which {@code *} stands for any text. */
    public Browser withhold(String... paths) {
        command("Network.enable", Map.of());
        command(
                "Network.setBlockedURLs",
                Map.of("urls", Stream.of(paths).map(path -> base + path).toList()));
        return this;
    }

    /** Lets pass what the console has complained about so far. */
    public Browser forgive() {
        complaints();
        complaints.clear();
        return this;
    }

    /** Waits until everything is drawn and nothing is being loaded. */
    public Browser settle() {
        seeNoMore("Loading ");
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => setTimeout(() => done(), 150));");
        return this;
    }

    /** Whether the page is not wider than the screen. */
    public boolean fits() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    /** Whether one of the elements holds more than it shows: text that is cut, or a scroll bar. */
    public boolean isCut(String selector) {
        return Boolean.TRUE.equals(driver.executeScript("""
                const isCut = (element) => {
                  if (element.localName !== 'select') {
                    return element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
                  }
                  const free = element.cloneNode(true);
                  free.className = '';
                  free.style.cssText = 'position: absolute; visibility: hidden; width: max-content; min-width: 0';
                  free.replaceChildren(element.selectedOptions[0].cloneNode(true));
                  document.body.append(free);
                  const needed = free.offsetWidth;
                  free.remove();
                  return needed > element.offsetWidth;
                };
                return [...document.querySelectorAll(arguments[0])].some(isCut);
                """, selector));
    }

    /** Whether in one of the elements a piece of text breaks into lines beside another, in less than half of the width. */
    public boolean isCrowded(String selector) {
        return Boolean.TRUE.equals(driver.executeScript("""
                const breaks = (piece, width) => {
                  const range = document.createRange();
                  range.selectNodeContents(piece);
                  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
                  const lines = new Set(boxes.map((box) => Math.round(box.bottom)));
                  const used = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
                  return lines.size > 1 && used < width / 2;
                };
                return [...document.querySelectorAll(arguments[0])].some((element) =>
                  [...element.childNodes].some((piece) =>
                    piece.textContent.trim() !== '' && breaks(piece, element.clientWidth)));
                """, selector));
    }

    /** The height of the first element that a CSS selector finds, in CSS pixels. */
    public int height(String selector) {
        return driver.findElement(By.cssSelector(selector)).getSize().getHeight();
    }

    /** Has the browser forget its session, as if it had expired. */
    public Browser forgetCookies() {
        driver.manage().deleteAllCookies();
        return this;
    }

    /** Leaves the page and forgets its session: what the page would still have asked for is not asked any more. */
    public Browser startAfresh() {
        driver.get("about:blank");
        command("Network.clearBrowserCookies", Map.of());
        return this;
    }

    private static String control(String label) {
        return "//label[*[@class='label' and normalize-space()=" + quoted(label)
                + "]]//*[self::input or self::select or self::textarea]";
    }

    /** Tries until it works: the page may draw itself anew just now. */
    private void act(String xpath, Consumer<WebElement> action) {
        until(xpath, () -> {
            try {
                return visible(xpath)
                        .filter(WebElement::isEnabled)
                        .findFirst()
                        .map(element -> {
                            action.accept(element);
                            return true;
                        })
                        .orElse(false);
            } catch (ElementNotInteractableException | StaleElementReferenceException e) {
                return false;
            }
        });
    }

    private Stream<WebElement> visible(String xpath) {
        return driver.findElements(By.xpath(xpath)).stream().filter(WebElement::isDisplayed);
    }

    private void until(String what, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Waited for " + what + " at " + address() + " which says:\n" + text() + "\n" + complaints(), e);
        }
    }

    private static String quoted(String text) {
        return text.contains("'") ? "\"" + text + "\"" : "'" + text + "'";
    }

    /** Writes the whole page as {@code target/screenshots/<name>.png}. */
    public Browser screenshot(String name) {
        driver.executeScript("scrollTo(0, 0)");
        Object data = command("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
        return this;
    }

    /**
     * What axe-core finds on the page that is serious or critical, one line each. All that it has checked goes to {@code
     * target/axe/<name>.json}.
     */
    public List<String> barriers(String name) {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document).then(({violations, passes, incomplete}) => done([
              JSON.stringify({
                rules_passed: passes.length,
                to_be_looked_at: incomplete.map((rule) => rule.id),
                violations: violations.map((rule) => ({rule: rule.id, impact: rule.impact, elements: rule.nodes.length})),
              }),
              ...violations
                .filter((rule) => ['serious', 'critical'].includes(rule.impact))
                .flatMap((rule) => rule.nodes.map((node) => rule.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary)),
            ]));
            """);
        List<String> lines = found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        write(AXE.resolve(name + ".json"), lines.get(0).getBytes(StandardCharsets.UTF_8));
        return lines.subList(1, lines.size());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        String name = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream script = Browser.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser's console has complained about so far: errors of scripts, of policies and of loading. */
    public List<String> complaints() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .forEach(complaints::add);
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
