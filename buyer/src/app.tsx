import type { AnswerOf, BuyerLanguage, portal } from '@recoup/contract';
import { useEffect, useState } from 'preact/hooks';
import { call, type Failed } from './api.ts';
import { paint } from './color.ts';
import { FindOrder } from './pages/find.tsx';
import { FindLost } from './pages/lost.tsx';
import { later } from './parts/later.tsx';
import { ErrorLine, Waiting } from './parts/parts.tsx';
import { usePlace } from './place.ts';
import { languageFor, rememberLanguage, type Words, WordsContext, wordsIn } from './words.ts';

const OrderPage = later(() => import('./pages/order.tsx').then((page) => page.OrderPage));
const TrackPage = later(() => import('./pages/track.tsx').then((page) => page.TrackPage));
const HelpPage = later(() => import('./pages/help.tsx').then((page) => page.HelpPage));
const ArticlePage = later(() => import('./pages/article.tsx').then((page) => page.ArticlePage));
const ContactPage = later(() => import('./pages/contact.tsx').then((page) => page.ContactPage));
const SurveyPage = later(() => import('./pages/survey.tsx').then((page) => page.SurveyPage));
const CreditPage = later(() => import('./pages/credit.tsx').then((page) => page.CreditPage));
const PolicyPage = later(() => import('./pages/policy.tsx').then((page) => page.PolicyPage));

export type Brand = AnswerOf<typeof portal.brand>;

/** Loads the brand of the address and the words of the buyer's language, then shows the page the address names. */
export function App() {
  const place = usePlace();
  const [brand, setBrand] = useState<Brand | null>(null);
  const [words, setWords] = useState<Words | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);

  useEffect(() => {
    call<typeof portal.brand>('GET', '/v1/public/brands/:slug', { params: { slug: place.slug } })
      .then(async (found) => {
        paint(found.look);
        setWords(await wordsIn(languageFor(found.languages)));
        setBrand(found);
      })
      .catch(async (error: Failed) => {
        setWords(await wordsIn(languageFor(['en', 'zh', 'es'])));
        setFailed(error);
      });
  }, [place.slug]);

  useEffect(() => {
    if (!words) return;
    document.documentElement.lang = { en: 'en', zh: 'zh-Hans', es: 'es' }[words.language];
    if (brand) document.title = words.t('home', { brand: brand.name });
  }, [words, brand]);

  if (!words) return <div class="page" aria-busy="true" />;
  const speak = async (language: BuyerLanguage) => {
    rememberLanguage(language);
    setWords(await wordsIn(language));
  };
  return (
    <WordsContext.Provider value={words}>
      {failed ? (
        <div class="page">
          <main>
            <ErrorLine failed={failed} />
          </main>
        </div>
      ) : brand ? (
        <Page brand={brand} speak={speak} />
      ) : (
        <div class="page">
          <main>
            <Waiting />
          </main>
        </div>
      )}
    </WordsContext.Provider>
  );
}

function Page({ brand, speak }: { brand: Brand; speak: (language: BuyerLanguage) => void }) {
  const place = usePlace();
  const shell = { brand, speak };
  switch (place.page) {
    case 'order':
      return <OrderPage {...shell} token={place.token} />;
    case 'return':
      return <TrackPage {...shell} token={place.token} id={place.id} />;
    case 'help':
      return place.token ? <ArticlePage {...shell} article={place.token} /> : <HelpPage {...shell} />;
    case 'contact':
      return <ContactPage {...shell} />;
    case 'survey':
      return <SurveyPage {...shell} token={place.token} />;
    case 'policy':
      return <PolicyPage {...shell} />;
    case 'credit':
      return <CreditPage {...shell} />;
    case 'lost':
      return <FindLost {...shell} />;
    default:
      return <FindOrder {...shell} />;
  }
}
export type PageProps = { brand: Brand; speak: (language: BuyerLanguage) => void };
