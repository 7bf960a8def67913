/** The providers around every screen. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { antdTheme } from '../ui/theme.ts';
import { modules } from './modules.ts';
import { Modules } from './modules-context.ts';
import { newQueryClient } from './queries.ts';
import { newRouter } from './router.tsx';
import { useScheme } from './scheme.ts';

export function App() {
  const [client] = useState(newQueryClient);
  const [router] = useState(() => newRouter());
  const { i18n } = useTranslation();
  const scheme = useScheme();
  return (
    <ConfigProvider
      theme={antdTheme(scheme)}
      locale={i18n.language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntdApp component={false}>
        <QueryClientProvider client={client}>
          <Modules value={modules}>
            <RouterProvider router={router} />
          </Modules>
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
