// Calls everything that wagtail-js offers, against the server and the ids that it is given, and
// writes what came back as one line of JSON.
import { CMSClient, FetchError, fetchContent, fetchRequest } from "wagtail-js";

const asked = JSON.parse(process.argv[2]);
const client = new CMSClient({
  baseURL: asked.server,
  apiPath: "/api/v2",
  mediaBaseURL: "https://media.example.org",
  headers: { "X-From": "wagtail-js" },
  cache: "no-store",
});
const say = console.log;
console.log = console.error = console.group = () => {}; // it tells the console of every refusal

const refused = async (call) => {
  try {
    return { answer: await call() };
  } catch (error) {
    return { isFetchError: error instanceof FetchError, code: error.code };
  }
};
const image = await client.fetchImage(asked.image);
say(
  JSON.stringify({
    fetchPages: await client.fetchPages({
      type: "pages.ConditionPage",
      locale: "en",
      fields: ["summary", "review(_,status)"],
      order: "title",
      limit: 1,
    }),
    fetchPagesBelow: await client.fetchPages({ child_of: asked.parent }),
    fetchPagesSearched: await client.fetchPages({ search: "arthritis", search_operator: "and" }),
    fetchPageById: await client.fetchPage(asked.page),
    fetchPageByIdInPart: await client.fetchPage(asked.page, { fields: ["_", "title"] }),
    fetchPageBySlug: await client.fetchPage("arthritis"),
    fetchPageMissing: await client.fetchPage(asked.missing),
    fetchPageBySlugMissing: await client.fetchPage("nothing-of-this-slug"),
    fetchImages: await client.fetchImages(),
    fetchImage: image,
    fetchImageMissing: await client.fetchImage(asked.missing),
    getMediaSrc: client.getMediaSrc(image.meta),
    fetchDocuments: await client.fetchDocuments(),
    fetchDocument: await client.fetchDocument(asked.document),
    fetchDocumentMissing: await client.fetchDocument(asked.missing),
    fetchRedirects: await client.fetchContent("redirects"),
    findPage: await client.fetchContent("pages/find", { html_path: asked.path }),
    findRedirect: await client.fetchContent("redirects/find", { html_path: "/old" }),
    functionFetchContent: await fetchContent(asked.server, "/api/v2", "pages", { slug: "arthritis" }),
    functionFetchRequest: await fetchRequest("GET", `${asked.server}/api/v2/pages/${asked.page}/`, {}),
    refusedListing: await refused(() => client.fetchPages({ nothing: 1 })),
    refusedPost: await refused(() => fetchRequest("POST", `${asked.server}/api/v2/pages/`, {})),
  }),
);
